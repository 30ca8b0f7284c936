// The API reference: reads the OpenAPI 3.1 description of this very server and shows it. All text goes in as text, never as markup.

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const byId = id => document.getElementById(id);
let api = {};

// ---------- small helpers

/** An element; props are properties, or attributes when the element has no such property. */
function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

/** A disclosure whose inside is made when it is first opened: a big API stays light, and schemas that contain themselves end. */
function lazy(props, summary, make) {
  const fill = () => { if (details.childElementCount === 1) details.append(...[make()].flat()); };
  const details = h('details', props, summary);
  details.addEventListener('toggle', () => details.open && fill());
  if (props.open) fill();
  return details;
}

/** Paragraphs, lists, fenced code, `code`, **bold** and [links](…): as much Markdown as descriptions use. */
function text(markdown) {
  const blocks = (markdown ?? '').trim().split(/(```[\s\S]*?```)|\n\s*\n/).filter(block => block?.trim());
  return h('div', { className: 'text' }, blocks.map(block => {
    if (block.startsWith('```')) return h('pre', { tabIndex: 0 }, block.replace(/^```\w*\n?|\n?```$/g, ''));
    if (/^#+ /.test(block)) return h('h4', {}, inline(block.replace(/^#+ /, '')));
    if (!/^\s*[-*] /.test(block)) return h('p', {}, inline(block));
    return h('ul', {}, block.split(/\n\s*(?=[-*] )/).map(item => h('li', {}, inline(item.replace(/^\s*[-*] /, '')))));
  }));
}

function inline(source) {
  return source.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)\s]+\))/).map(part => {
    if (/^`.+`$/.test(part)) return h('code', {}, part.slice(1, -1));
    if (/^\*\*.+\*\*$/.test(part)) return h('strong', {}, part.slice(2, -2));
    const link = part.match(/^\[(.+)\]\(((?:https?:\/\/|[/#]).+)\)$/);
    return link ? h('a', { href: link[2] }, link[1]) : part;
  });
}

const json = value => JSON.stringify(value, null, 2);

// ---------- schemas

/** Follows references; what stands beside a reference counts too, as OpenAPI 3.1 says. */
function resolve(node, depth = 0) {
  if (!node?.$ref || depth > 20) return node ?? {};
  const { $ref, ...beside } = node;
  const target = $ref.slice(2).split('/').reduce(
    (at, key) => at?.[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')], $ref.startsWith('#/') ? api : undefined);
  return { ...resolve(target ?? { description: `${$ref} is not described.` }, depth + 1), ...beside };
}

const nameOf = node => node?.$ref?.startsWith('#/components/schemas/') ? decodeURIComponent(node.$ref.split('/').pop()) : undefined;

/** One schema out of a reference, its allOf parts and a choice that only adds null. */
function flat(node, depth = 0) {
  if (typeof node === 'boolean') return node ? {} : { not: {} };
  let schema = resolve(node);
  const choice = (schema.oneOf ?? schema.anyOf ?? []);
  const real = choice.filter(option => option.type !== 'null');
  if (choice.length && real.length === 1 && depth < 10) {
    const { oneOf, anyOf, ...rest } = schema;
    schema = { ...flat(real[0], depth + 1), ...rest, nullable: choice.length > 1, title: nameOf(real[0]) };
  }
  for (const part of depth < 10 ? schema.allOf ?? [] : []) {
    const { properties, required, ...more } = flat(part, depth + 1);
    schema = { ...more, ...schema, properties: { ...properties, ...schema.properties }, required: [...required ?? [], ...schema.required ?? []] };
  }
  return schema;
}

const typesOf = schema => [schema.type ?? (schema.properties ? 'object' : [])].flat().filter(type => type !== 'null');
const isNullable = schema => schema.nullable || [schema.type].flat().includes('null');
function typeText(node) {
  const schema = flat(node);
  const name = nameOf(node) ?? schema.title;
  const choice = schema.oneOf ?? schema.anyOf;
  let type = name ?? (typesOf(schema).join(' or ') || 'any');
  if (choice && !name) type = choice.map(typeText).join(' or ');
  else if (schema.items && !name) type = `array of ${typeText(schema.items)}`;
  else if (schema.additionalProperties && !schema.properties && !name) type = `map of ${typeText(schema.additionalProperties)}`;
  return type + (schema.format && !name ? ` (${schema.format})` : '') + (isNullable(schema) ? ' or null' : '');
}

/** Rules of a value, in words. */
function rules(schema) {
  const words = {
    minimum: '≥', maximum: '≤', exclusiveMinimum: '>', exclusiveMaximum: '<', multipleOf: 'multiple of', minLength: 'length ≥', maxLength: 'length ≤',
    minItems: 'items ≥', maxItems: 'items ≤', pattern: 'pattern', default: 'default', const: 'always',
  };
  // A number's pattern only says what a number looks like.
  const plain = key => key === 'pattern' && typesOf(schema).some(type => type !== 'string');
  const said = Object.entries(words).filter(([key]) => schema[key] !== undefined && schema[key] !== null && !plain(key))
    .map(([key, word]) => [word, ' ', h('code', {}, typeof schema[key] === 'string' ? schema[key] : JSON.stringify(schema[key]))]);
  const values = schema.enum ?? flat(schema.items ?? {}).enum;
  if (values) said.push(['one of ', values.map((value, i) => [i ? ', ' : '', h('code', {}, String(value))])]);
  const examples = schema.examples ?? (schema.example !== undefined ? [schema.example] : []);
  if (Array.isArray(examples) && examples.length) said.push(['for example ', h('code', {}, JSON.stringify(examples[0]))]);
  return said.length ? h('div', { className: 'quiet' }, said.map((one, i) => [i ? ' · ' : '', one])) : undefined;
}

/** What is inside a value: its members, the members of its items, or its alternatives. */
function inside(node) {
  const schema = flat(node);
  const choice = (schema.oneOf ?? schema.anyOf)?.filter(option => option.type !== 'null');
  if (choice) return fields(choice.map((option, i) => [nameOf(option) ?? `option ${i + 1}`, option, false]));
  if (schema.properties) {
    return fields(Object.entries(schema.properties).map(([name, value]) => [name, value, schema.required?.includes(name)]));
  }
  if (schema.items) return inside(schema.items);
  return typeof schema.additionalProperties === 'object' ? inside(schema.additionalProperties) : undefined;
}

const hasInside = (node, depth = 0) => {
  const schema = flat(node);
  return Boolean(schema.properties || schema.oneOf || schema.anyOf)
    || depth < 5 && [schema.items, schema.additionalProperties].some(part => typeof part === 'object' && part && hasInside(part, depth + 1));
};

function fields(list) {
  return h('ul', { className: 'fields' }, list.map(([name, node, required, place]) => {
    const schema = flat(node);
    return h('li', {},
      h('code', { className: 'name' }, name), h('span', { className: 'type' }, typeText(node), place && ` in ${place}`),
      required && h('span', { className: 'required' }, 'required'), schema.deprecated && h('span', { className: 'required' }, 'deprecated'),
      schema.description && text(schema.description), rules(schema),
      hasInside(node) && lazy({ className: 'more' }, h('summary', {}, 'Show members of ', h('code', {}, name)), () => inside(node)));
  }));
}

/** A value that fits, for people to start from. A schema inside itself is left out. */
function example(node, around = []) {
  const schema = flat(node);
  const name = nameOf(node) ?? schema.title;
  if (around.includes(name)) return null;
  const within = name ? [...around, name] : around;
  const given = schema.example ?? (Array.isArray(schema.examples) ? schema.examples[0] : undefined) ?? schema.const ?? schema.default ?? schema.enum?.find(value => value !== null);
  if (given !== undefined && given !== null) return given;
  const choice = (schema.oneOf ?? schema.anyOf)?.find(option => option.type !== 'null');
  if (choice) return example(choice, within);
  const formats = {
    uuid: '0199c1de-7b1a-7c33-8a55-3f2b6f0e4c11', date: '2026-03-01', 'date-time': '2026-03-01T09:12:44Z', time: '09:00:00', uri: 'https://example.org/', email: 'someone@example.org',
  };
  switch (typesOf(schema)[0]) {
    case 'object': return Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([, value]) => !flat(value).readOnly).map(([name, value]) => [name, example(value, within)]));
    case 'array': return [example(schema.items ?? {}, within)].filter(one => one !== null);
    case 'integer': case 'number': return schema.minimum ?? 1;
    case 'boolean': return false;
    case 'string': return formats[schema.format] ?? '';
    default: return null;
  }
}

function exampleOf(media) {
  const named = Object.values(media.examples ?? {}).map(one => resolve(one).value).find(value => value !== undefined);
  return media.example ?? named ?? (media.schema ? example(media.schema) : undefined);
}

const show = value => typeof value === 'string' ? value : json(value);
// ---------- an operation

function contentOf(content) {
  return Object.entries(content ?? {}).map(([type, media]) => {
    const sample = exampleOf(media);
    return h('div', {},
      h('p', { className: 'quiet' }, h('code', {}, type), media.schema && ` · ${typeText(media.schema)}`),
      media.schema && inside(media.schema),
      sample !== undefined && sample !== null && lazy({ className: 'more' }, h('summary', {}, 'Example'), () => h('pre', { tabIndex: 0 }, show(sample))));
  });
}

function responseView([status, node]) {
  const response = resolve(node);
  const summary = h('summary', {}, h('span', { className: `status s${status[0]}` }, status), response.description ?? '');
  return lazy({ className: 'response', open: status.startsWith('2') }, summary, () => [
    ...response.headers ? [fields(Object.entries(response.headers).map(([name, value]) => [name, { ...resolve(value).schema, description: resolve(value).description }, false, 'header']))] : [],
    ...contentOf(response.content),
    ...response.content || response.headers ? [] : [h('p', { className: 'quiet' }, 'No content.')],
  ]);
}

function operationBody(op) {
  const body = resolve(op.requestBody);
  const parameters = op.parameters.map(p => [p.name, { ...p.schema, description: p.description ?? resolve(p.schema).description, deprecated: p.deprecated, ...p.example !== undefined && { example: p.example } }, p.required, p.in]);
  const rights = (op.security ?? []).flatMap(Object.entries).map(([name, scopes]) => [name, ...scopes].join(' ')).join(', ');
  return h('div', { className: 'body' },
    op.description && text(op.description),
    rights && h('p', { className: 'quiet' }, `Needs: ${rights}`),
    parameters.length > 0 && [h('h4', {}, 'Parameters'), fields(parameters)],
    body.content && [h('h4', {}, 'Request body', body.required && h('span', { className: 'required' }, 'required')), body.description && text(body.description), contentOf(body.content)],
    h('h4', {}, 'Responses'), Object.entries(op.responses ?? {}).map(responseView),
    tryIt(op, body));
}

// ---------- try it

function inputFor(parameter) {
  const schema = flat(parameter.schema ?? {});
  const values = schema.enum ?? (typesOf(schema)[0] === 'boolean' ? [true, false] : undefined);
  const given = parameter.example ?? schema.example;
  const props = { name: `${parameter.in}:${parameter.name}`, required: parameter.required };
  const control = values
    ? h('select', props, h('option', { value: '' }, ''), values.filter(value => value !== null).map(value => h('option', {}, String(value))))
    : h('input', { ...props, value: given ?? '', placeholder: typesOf(schema)[0] === 'array' ? 'several, separated by commas' : typeText(schema), autocomplete: 'off', spellcheck: false });
  return h('label', {}, h('span', {}, h('code', {}, parameter.name), h('span', { className: 'quiet' }, ` ${parameter.in}${parameter.required ? ', required' : ''}`)), control);
}

/** The request as the form says it. */
function requestOf(op, form) {
  const data = new FormData(form);
  let path = op.path;
  const query = new URLSearchParams();
  const headers = {};
  for (const parameter of op.parameters) {
    const value = data.get(`${parameter.in}:${parameter.name}`);
    if (value === null || value === '') continue;
    if (parameter.in === 'path') path = path.replace(new RegExp(`\\{\\*{0,2}${parameter.name}\\}`), encodeURIComponent(value));
    else if (parameter.in === 'header') headers[parameter.name] = value;
    else if (parameter.in === 'query') (typesOf(flat(parameter.schema ?? {}))[0] === 'array' ? value.split(',') : [value]).forEach(one => query.append(parameter.name, one.trim()));
  }
  if (data.get('accept')) headers.Accept = data.get('accept');
  const authorization = byId('authorization').value.trim();
  if (authorization) headers.Authorization = authorization;
  const body = data.get('body') || undefined;
  if (body !== undefined) headers['Content-Type'] = data.get('type');
  return { url: path + (query.size ? `?${query}` : ''), init: { method: op.method.toUpperCase(), headers, body } };
}

function curl({ url, init }) {
  const quote = value => `'${value.replaceAll("'", "'\\''")}'`;
  const headers = Object.entries(init.headers).map(([name, value]) => `-H ${quote(`${name}: ${name === 'Authorization' ? '…' : value}`)}`);
  return ['curl', init.method === 'GET' ? '' : `-X ${init.method}`, ...headers, init.body === undefined ? '' : `--data-raw ${quote(init.body)}`, quote(location.origin + url)].filter(Boolean).join(' ');
}

function tryIt(op, body) {
  const accepts = [...new Set(Object.values(op.responses ?? {}).flatMap(node => Object.keys(resolve(node).content ?? {})))].filter(type => type !== 'application/problem+json');
  const types = Object.keys(body.content ?? {});
  const area = h('textarea', { name: 'body', spellcheck: false, required: body.required });
  const fill = type => { const sample = exampleOf(body.content[type]); area.value = sample === undefined || sample === null ? '' : show(sample); };
  const result = h('div', { 'aria-live': 'polite' });
  const stop = h('button', { type: 'button', disabled: true }, 'Stop');
  const choose = (name, label, options, onchange) => h('label', {}, label, h('select', { name, onchange: event => onchange?.(event.target.value) }, options.map(one => h('option', {}, one))));
  const form = h('form', { className: 'try' },
    h('h4', {}, 'Try it'),
    h('div', { className: 'inputs' }, op.parameters.filter(p => p.in !== 'cookie').map(inputFor),
      accepts.length > 1 && choose('accept', 'Answer as', accepts), types.length > 0 && choose('type', 'Body as', types, fill)),
    types.length > 0 && h('label', {}, 'Body', area),
    h('div', { className: 'buttons' },
      h('button', { className: 'main' }, op.method === 'get' ? 'Send' : 'Send for real'), stop,
      h('button', { type: 'button', onclick: () => result.replaceChildren(h('pre', { tabIndex: 0 }, curl(requestOf(op, form)))) }, 'Show as curl')),
    result);
  if (types.length) fill(types[0]);
  form.addEventListener('submit', event => {
    event.preventDefault();
    const abort = new AbortController();
    stop.disabled = false;
    stop.onclick = () => abort.abort();
    send(requestOf(op, form), result, abort.signal).finally(() => { stop.disabled = true; });
  });
  return form;
}

/** Shows the answer as it arrives, so that an endless stream of events can be watched and stopped. */
async function send({ url, init }, result, signal) {
  const most = 200_000;
  const started = performance.now();
  result.replaceChildren(h('p', { className: 'quiet' }, 'Waiting …'));
  try {
    const response = await fetch(url, { ...init, signal });
    const took = Math.round(performance.now() - started);
    const type = response.headers.get('content-type') ?? '';
    const out = h('pre', { tabIndex: 0 });
    result.replaceChildren(
      h('p', {}, h('span', { className: `status s${String(response.status)[0]}` }, `${response.status} ${response.statusText}`), h('span', { className: 'quiet' }, `${took} ms · ${type || 'no content'}`)),
      h('details', { className: 'more' }, h('summary', {}, 'Headers'), h('pre', { tabIndex: 0 }, [...response.headers].map(pair => pair.join(': ')).join('\n'))), out);
    if (!/^text\/|[/+](json|xml)\b/.test(type)) {
      const blob = await response.blob();
      return out.replaceWith(blob.size ? h('a', { href: URL.createObjectURL(blob), download: 'answer' }, `Save ${blob.size} bytes`) : '');
    }
    let read = '';
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
      if (read.length < most) out.textContent = read = (read + part.value).slice(0, most);
    }
    if (/[/+]json\b/.test(type) && read.length < most) out.textContent = pretty(read);
  } catch (error) {
    if (error.name === 'AbortError') result.append(h('p', { className: 'quiet' }, 'Stopped.'));
    else result.replaceChildren(h('p', { className: 'error' }, `No answer: ${error.message}. Is the server running?`));
  }
}

// Numbers beyond what JavaScript holds exactly must not be changed by showing them.
function pretty(source) {
  try { return /\d{16}/.test(source) ? source : json(JSON.parse(source)); } catch { return source; }
}

// ---------- the page

function operationsOf() {
  return Object.entries(api.paths ?? {}).flatMap(([path, item]) => methods.filter(method => resolve(item)[method]).map(method => {
    const shared = resolve(item);
    const op = shared[method];
    const parameters = [...new Map([...shared.parameters ?? [], ...op.parameters ?? []].map(resolve).map(p => [`${p.in}:${p.name}`, p])).values()];
    const id = op.operationId ?? `${method}${path.replace(/[^A-Za-z0-9]+/g, '-')}`;
    return { security: api.security, ...op, parameters, path, method, id, tag: op.tags?.[0] ?? 'Other' };
  }));
}

function render() {
  const operations = operationsOf();
  const tags = [...new Set([...(api.tags ?? []).map(tag => tag.name), ...operations.map(op => op.tag)])].filter(tag => operations.some(op => op.tag === tag));
  const schemas = Object.entries(api.components?.schemas ?? {}).sort(([a], [b]) => a.localeCompare(b));
  const words = new Map();
  const about = op => op.summary ?? op.operationId ?? '';
  const method = op => h('span', { className: `method ${op.method}` }, op.method.toUpperCase());
  const listed = (node, ...said) => { words.set(node, said.join(' ').toLowerCase()); return node; };
  const search = op => [op.method, op.path, op.summary, op.description, op.operationId, op.tag, ...op.parameters.map(p => p.name)];
  const group = (name, items) => h('section', { className: 'group' }, h('h3', {}, name), h('ul', {}, items));
  byId('nav').replaceChildren(
    ...tags.map(tag => group(tag, operations.filter(op => op.tag === tag).map(op => listed(h('li', {}, h('a', { href: `#${op.id}`, title: `${op.method.toUpperCase()} ${op.path}` }, method(op), about(op) || op.path)), ...search(op))))),
    ...schemas.length ? [group('Schemas', schemas.map(([name]) => listed(h('li', {}, h('a', { href: `#schema-${name}` }, name)), name)))] : []);
  byId('content').replaceChildren(
    h('h1', {}, api.info?.title ?? 'API', ' ', h('span', { className: 'quiet' }, api.info?.version ?? '')),
    text(api.info?.description),
    h('p', {}, h('a', { href: '/openapi/v1.json' }, 'The OpenAPI description'), h('span', { className: 'quiet' }, ` · ${operations.length} operations`)),
    ...tags.map(tag => h('section', { className: 'group' }, h('h2', { id: `tag-${tag}` }, tag), text(api.tags?.find(one => one.name === tag)?.description),
      operations.filter(op => op.tag === tag).map(op => listed(
        lazy({ className: op.deprecated ? 'operation deprecated' : 'operation', id: op.id }, h('summary', {}, method(op), h('code', {}, op.path), h('span', { className: 'about' }, about(op))), () => operationBody(op)), ...search(op))))),
    ...schemas.length ? [h('section', { className: 'group' }, h('h2', { id: 'schemas' }, 'Schemas'), schemas.map(([name, node]) => listed(
      lazy({ className: 'schema', id: `schema-${name}` }, h('summary', {}, h('code', {}, name)), () => h('div', { className: 'body' }, text(flat(node).description), rules(flat(node)), inside(node))), name)))] : []);
  byId('search').addEventListener('input', () => find(words));
  addEventListener('hashchange', go);
  go();
}

function find(words) {
  const asked = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const [node, said] of words) node.hidden = !asked.every(word => said.includes(word));
  for (const section of document.querySelectorAll('.group')) section.hidden = ![...section.querySelectorAll('li, .operation, .schema')].some(node => words.has(node) && !node.hidden);
  const count = [...words.keys()].filter(node => node.tagName === 'DETAILS' && !node.hidden).length;
  byId('found').textContent = asked.length ? `${count} found` : '';
}

/** Opens and shows what the address names. */
function go() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = byId(id);
  byId('nav').querySelectorAll('a').forEach(link => link.getAttribute('href') === `#${id}` ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
  byId('nav').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  menu(false);
  if (target?.tagName !== 'DETAILS') return;
  [target.hidden, target.open] = [false, true];
  target.scrollIntoView();
  target.firstElementChild.focus({ preventScroll: true });
}

function menu(open) {
  byId('nav').classList.toggle('open', open);
  byId('menu').setAttribute('aria-expanded', String(open));
}

byId('menu').addEventListener('click', () => menu(!byId('nav').classList.contains('open')));
byId('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  localStorage.setItem('bazaar-docs-theme', root.dataset.theme = dark ? 'light' : 'dark');
});
if (localStorage.getItem('bazaar-docs-theme')) document.documentElement.dataset.theme = localStorage.getItem('bazaar-docs-theme');
// A summary that opens an operation becomes its address, so that it can be shared.
byId('content').addEventListener('click', event => {
  const details = event.target.closest('summary')?.parentElement;
  if (details?.matches('.operation, .schema') && !details.open) history.replaceState(null, '', `#${details.id}`);
});
addEventListener('keydown', event => {
  const typing = event.target.matches('input, textarea, select');
  if (event.key === '/' && !typing) { event.preventDefault(); byId('search').focus(); }
  if (event.key === 'Escape' && event.target === byId('search')) { byId('search').value = ''; byId('search').dispatchEvent(new Event('input')); }
});

try {
  const response = await fetch('/openapi/v1.json');
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  api = await response.json();
  document.title = byId('title').textContent = api.info?.title ?? 'API';
  render();
} catch (error) {
  byId('content').replaceChildren(h('p', { className: 'error' }, `The description of the API does not load: ${error.message}. Reload the page when the server runs.`));
}
