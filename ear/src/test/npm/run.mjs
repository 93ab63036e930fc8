/** Runs the test that a script is, with the options that it was given, and says what came of it as JSON. */
export async function run(test) {
  try {
    process.stdout.write(`${JSON.stringify(await test(JSON.parse(process.argv[2])))}\n`);
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}
