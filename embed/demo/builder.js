// Writes the snippet for what is chosen, and shows how it looks.
const plan = document.querySelector('plan-negotiator');
const form = document.querySelector('#form');
const COLOURS = ['accent', 'background', 'text', 'radius'];

const show = (id, text) => {
  document.querySelector(`#${id}`).textContent = text;
};
const quoted = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function write() {
  const chosen = Object.fromEntries(new FormData(form));
  for (const name of COLOURS) {
    const field = form.elements[name];
    const [property, example] = name === 'radius' ? ['border-radius', '4px'] : ['color', '#0b57a4'];
    const known = field.value.trim() === '' || CSS.supports(property, field.value.trim());
    field.setCustomValidity(known ? '' : `This is not known. Write something like ${example}.`);
  }
  for (const name of ['app', 'origin']) {
    const field = form.elements[name];
    const known = field.value.trim() === '' || /^https?:\/\/[^/]/.test(field.value.trim());
    field.setCustomValidity(known ? '' : 'This is not the address of a page. Write something like https://www.acme.example.');
  }
  const wrong = [...form.elements].find((field) => !field.validity.valid);
  show('said', wrong ? `${wrong.labels[0].firstChild.textContent.trim()}: ${wrong.validationMessage}` : '');
  if (wrong) {
    for (const id of ['snippet', 'policy', 'hosts']) show(id, '');
    return;
  }
  const app = new URL('./', chosen.app);
  const origin = new URL(chosen.origin).origin;
  const properties = COLOURS.filter((name) => chosen[name].trim() !== '');
  const style = properties.map((name) => `--pn-${name}: ${chosen[name].trim()}`).join('; ');
  const attributes = [`theme="${chosen.theme}"`];
  if (chosen.storage !== 'keep') attributes.push(`storage="${chosen.storage}"`);
  if (style) attributes.push(`style="${quoted(style)}"`);
  show(
    'snippet',
    `<script type="module" src="${quoted(new URL('embed/v1.js', app).href)}"></script>\n` +
      `<plan-negotiator ${attributes.join(' ')}></plan-negotiator>`,
  );
  show('policy', `script-src ${app.origin}; frame-src ${app.origin}`);
  const host = { origin, name: chosen.name.trim(), send: chosen.send === 'yes' };
  show('hosts', JSON.stringify({ version: 1, hosts: [host] }, null, 2));
  plan.setAttribute('theme', chosen.theme);
  for (const name of COLOURS) plan.style.setProperty(`--pn-${name}`, chosen[name].trim() || 'initial');
}

plan.addEventListener('pn-theme', () => {
  show('said', 'These colours are too close to each other to be read: the app shows its own instead.');
});
form.addEventListener('input', write);
write();
