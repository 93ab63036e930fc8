const CHOICES = ['system', 'light', 'dark'];
const KEY = 'every-channel.theme';

/** Goes round system, light, dark, and remembers where the browser allows. */
export function offerTheme(button) {
  let choice = stored();
  const apply = () => {
    if (choice === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    const label = `Colours: ${choice === 'system' ? 'as the system' : choice}`;
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  button.addEventListener('click', () => {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
    store(choice);
    apply();
  });
  apply();
}

function stored() {
  try {
    const choice = localStorage.getItem(KEY);
    return CHOICES.includes(choice) ? choice : 'system';
  } catch {
    return 'system';
  }
}

function store(choice) {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // A browser that stores nothing still shows the choice until it is closed.
  }
}
