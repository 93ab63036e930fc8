import { byId, el, replace, write } from './dom.js';
import { json, Poll } from './poll.js';
import { timeOfDay } from './words.js';

const LISTED = 8;
const RUNNING = ['starting', 'started', 'stopping'];

/** The batch jobs of the node: proves recordings, says how far each is, stops them and lets them go on. */
export class Jobs {
  #poll = new Poll(() => json('v1/jobs'), (answer) => this.#show(answer.jobs));

  constructor() {
    byId('job-form').addEventListener('submit', (event) => {
      event.preventDefault();
      const form = new FormData(event.target);
      this.#send('v1/jobs/proof-windows', { input: form.get('input').trim(), profile: form.get('profile') });
    });
    byId('jobs').addEventListener('click', ({ target }) => {
      if (target.dataset.post) this.#send(target.dataset.post, {});
    });
    this.#poll.now();
  }

  async #send(url, parameters) {
    try {
      await json(url, parameters);
      write(byId('job-problem'), '');
    } catch (error) {
      write(byId('job-problem'), error.message);
    }
    this.#poll.now();
  }

  #show(jobs) {
    const runs = jobs
      .flatMap((job) => job.runs)
      .sort((one, other) => other.execution - one.execution)
      .slice(0, LISTED);
    replace(byId('jobs'), ...runs.map(row));
    byId('jobs-none').hidden = runs.length > 0;
  }
}

function row(run) {
  const running = RUNNING.includes(run.status);
  const percent = run.progress_percent ?? 0;
  return el(
    'li.job',
    { class: run.exit_status },
    el('b', { text: `${run.job} ${run.execution}` }),
    el('span', { text: running ? `${run.status}, ${percent} %` : outcome(run) }),
    running && el('progress', { max: 100, value: percent, 'aria-label': `Progress of job ${run.execution}` }),
    run.parameters.input && el('code', { text: run.parameters.input }),
    run.failure && el('span.trouble', { text: run.failure }),
    el(
      'span.actions',
      {},
      running && el('button', { type: 'button', 'data-post': `v1/jobs/${run.execution}/stop`, text: 'Stop' }),
      ['failed', 'stopped'].includes(run.status) && el('button', { type: 'button', 'data-post': `v1/jobs/${run.execution}/restart`, text: 'Go on' }),
      run.status === 'completed' && el('a', { href: `v1/jobs/${run.execution}/report`, text: 'Report' }),
    ),
  );
}

function outcome(run) {
  const words = run.status === 'completed' ? run.exit_status.toLowerCase() : run.status;
  const ended = run.ended_unix_ms ? ` at ${timeOfDay(run.ended_unix_ms)}` : '';
  return `${words}${ended}${run.interrupted ? ', the server ended while it ran' : ''}`;
}
