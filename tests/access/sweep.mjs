// Every account × every route × ids that others have seen; see README.md.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { Client } from '../http/client.mjs';

const client = new Client({ socket: process.env.TEST_SOCKET, host: '127.0.0.1:1', password: process.env.DEMO_PASSWORD });
const things = readFileSync(process.env.TEST_EXPECTED, 'utf8').trim().split('\n').map((line) => JSON.parse(line)).filter((t) => !t.kind.startsWith('class:'));
const accounts = [...new Set(things.map((t) => t.account))];
const openapi = await client.get('/openapi.json');
let passed = 0;
const failures = [];

function check(ok, text) {
  if (ok) passed++; else failures.push(text);
}

// The body without what names the request: it must be the same for hidden and absent.
function shape(reply) {
  const { request_id: id, instance, ...rest } = reply.body ?? {};
  return JSON.stringify(rest);
}

async function ask(account, method, path, body = {}) {
  const headers = { accept: 'application/json', authorization: `Bearer ${await client.token(account)}` };
  if (method === 'GET') return client.raw(method, path, headers);
  // A body that the route's spec accepts, and a version that nothing has.
  return client.raw(method, path, { ...headers, 'content-type': 'application/json', 'if-match': '"999999"' }, JSON.stringify(body));
}

// The least that a schema takes.
function sample(schema) {
  const one = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (schema.enum) return schema.enum[0];
  if (one === 'object') return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties[name])]));
  if (one === 'array') return [sample(schema.items ?? { type: 'string' })];
  if (one === 'integer') return schema.minimum ?? 1;
  if (one === 'boolean') return false;
  if (schema.format === 'uuid') return randomUUID();
  if (schema.format === 'date') return '2030-01-01';
  if (schema.pattern?.includes('[0-9]{1,2}[.:]')) return '10.00';
  return 'tekst'.padEnd(schema.minLength ?? 0, 'x');
}

const routes = [];
for (const [path, methods] of Object.entries(openapi.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map((m) => m[1]);
    const asked = (operation.parameters ?? []).filter((p) => p.in === 'query' && p.required).map((p) => `${p.name}=${encodeURIComponent(sample(p.schema))}`);
    if (names.length === 1 && operation['x-access']) routes.push({ method: method.toUpperCase(), path: asked.length ? `${path}?${asked.join('&')}` : path, name: names[0], roles: operation['x-access'],
      body: sample(operation.requestBody?.content?.['application/json']?.schema ?? { type: 'object' }) });
  }
}
const roleOf = {};
for (const account of accounts) {
  const me = await client.raw('GET', '/me', { accept: 'application/json', authorization: `Bearer ${await client.token(account)}` });
  roleOf[account] = me.body?.role_code ?? me.body?.user?.role_code ?? (await client.raw('POST', '/login', { accept: 'application/json', 'content-type': 'application/json' },
    JSON.stringify({ username: account, password: process.env.DEMO_PASSWORD }))).body?.user?.role_code;
}

// Most of the time of a request is the wait for the disk: four accounts ask at once.
async function each(work) {
  const queue = [...accounts];
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let account = queue.shift(); account; account = queue.shift()) {
      await client.token(account, true); // its turn may come after its session has idled out
      await work(account);
    }
  }));
}

await each(async (account) => {
  for (const route of routes) {
    const mine = things.filter((t) => t.account === account && t.kind === route.name);
    if (mine.length === 0) continue;
    const allowed = route.roles.includes(roleOf[account]);
    const absent = await ask(account, route.method, route.path.replace(/\{[^}]+\}/, randomUUID()), route.body);
    check(absent.status === (allowed ? 404 : 403), `${account} ${route.method} ${route.path} with an id that nobody has: ${absent.status}`);
    // Writes are tried on what is hidden only: what is visible is the scenarios' business.
    for (const thing of mine.filter((t) => route.method === 'GET' || t.see === 'no')) {
      const reply = await ask(account, route.method, route.path.replace(/\{[^}]+\}/, thing.id), route.body);
      const text = `${account} ${route.method} ${route.path} ${thing.id} (${thing.see}): ${reply.status}`;
      if (!allowed) check(reply.status === 403, text);
      else if (thing.see === 'no') check(reply.status === absent.status && shape(reply) === shape(absent), `${text}, absent ${absent.status}`);
      else if (thing.see === 'part') check([200, 403, 404, 409, ...(route.path.includes('?') ? [422] : [])].includes(reply.status), text);
      // 409: visible, but closed; 404: the plan is visible, and what the query names besides is not there
      else check([200, 403, 409, ...(route.path.includes('?') ? [404, 422] : []),
        // the team sees the meeting; the invitation is whose it is
        ...(route.path.startsWith('/invitations/') ? [404] : [])].includes(reply.status), text);
    }
  }
});

// Lists: no id in them that the account may not see.
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
await each(async (account) => {
  const hidden = new Set(things.filter((t) => t.account === account && t.see === 'no').map((t) => t.id));
  for (const [path, methods] of Object.entries(openapi.paths)) {
    if (!methods.get || path.includes('{') || path === '/openapi.json') continue;
    const reply = await ask(account, 'GET', path);
    if (reply.status !== 200) continue;
    // Reviewers of the log get the citizen's id as a filter, by design; it opens nothing.
    const skip = path.startsWith('/audit') && ['leder', 'leder-region', 'revisor'].includes(account);
    const leaked = skip ? [] : [...new Set(reply.text.match(uuid) ?? [])].filter((id) => hidden.has(id));
    check(leaked.length === 0, `${account} GET ${path} names ${leaked.length} hidden ids: ${leaked.slice(0, 3).join(' ')}`);
  }
  const found = await client.raw('POST', '/citizens/search', { accept: 'application/json', 'content-type': 'application/json', authorization: `Bearer ${await client.token(account)}` }, '{"q":"holm"}');
  const leaked = [...new Set((found.text.match(uuid) ?? []))].filter((id) => hidden.has(id));
  check(leaked.length === 0, `${account} search names hidden ids ${leaked.join(' ')}`);
});

console.log(`ok ${passed} comparisons of ${routes.length} routes and ${accounts.length} accounts`);
for (const text of failures.slice(0, 200)) console.log(`not ok ${text}`);
console.log(`SUITE access: ${passed} passed, ${failures.length} failed`);
