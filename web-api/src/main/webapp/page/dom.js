/**
 * Builds an element.
 * @param {string} name tag and classes, as in `p.lead.quiet`
 * @param {Object} attributes `class` adds to the classes, `text` is its text; false and null leave an attribute away
 * @param {...(Node|string|null|false|Array)} children what is empty is left away
 */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'text') element.textContent = value;
    else if (key === 'class') element.classList.add(...(value || '').split(' ').filter(Boolean));
    else if (value !== false && value != null) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Writes text only where it changes, so that screen readers hear news and selections survive. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Replaces children only where their markup changes. */
export function replace(element, ...children) {
  const next = el('div', {}, ...children);
  if (element.innerHTML !== next.innerHTML) element.replaceChildren(...next.childNodes);
}
