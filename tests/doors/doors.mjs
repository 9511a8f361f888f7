// Every way to learn of what is hidden; see README.md.
import { readFileSync } from 'node:fs';
import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import net from 'node:net';
import http from 'node:http';
import { Client } from '../http/client.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const HOST = '127.0.0.1:1';
const client = new Client({ socket: process.env.TEST_SOCKET, host: HOST, password: process.env.DEMO_PASSWORD });
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
let passed = 0;
const failures = [];
const check = (ok, text) => { if (ok) passed++; else failures.push(text); };
const section = (text) => console.log(`# ${text}`);

function psql(...args) {
  return execFileSync(process.env.TEST_PSQL, ['-X', '-q', '-At', process.env.TEST_DATABASE, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
}
const rows = (text) => text.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

// Tables of a plan that plant.sql leaves alone, with the reason.
const EXCUSED = {
  access: 'derived; the rights themselves', document: 'derived from what is planted', worklist: 'derived from what is planted',
  change: 'written by the triggers of what is planted', audit: 'the log has a test of its own', plan_seen: 'per reader, holds times alone',
  joint_plan: 'the plan itself, class core', citizen_statement: 'class core', coordination: 'class core', handover: 'class core', team_member: 'class core',
  goal_contribution: 'class core', appointment: 'class core', appointment_participant: 'class core', task_informed: 'part of a task\'s worklist rows',
  join_request: 'the coordinator\'s, see tests/sql/plan.sql', consent: 'see tests/sql/consent.sql', consent_provision: 'see tests/sql/consent.sql',
  attachment: 'see tests/sql/consent.sql', held_scan: 'its sender\'s own, see tests/sql/consent.sql', statute_use: 'see tests/sql/statute.sql', statute_party: 'see tests/sql/statute.sql',
  related_person: 'see tests/sql/related.sql', relative_contact: 'see tests/sql/related.sql', break_glass: 'see tests/sql/break_glass.sql',
  appointment_invitation: 'see tests/sql/related.sql', notice: 'each user\'s own', remark: 'see tests/sql/own.sql', remark_answer: 'see tests/sql/own.sql',
  access_question: 'see tests/sql/own.sql', age_transition: 'see tests/sql/related.sql', remark_read: 'receipts; see tests/sql/own.sql',
};
const PLANTED = ['contributing_plan', 'contributing_plan_version', 'goal', 'goal_progress', 'task', 'task_comment', 'intervention', 'note', 'plan_conflict'];
for (const table of psql('-c', `SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attname = 'plan_id'
    AND c.relnamespace = 'samplan'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`).split('\n')) {
  check(PLANTED.includes(table) || EXCUSED[table], `table ${table} belongs to a plan and is neither planted nor excused`);
}

// ---- Asking ----

const openapi = await client.get('/openapi.json');
const expectedRows = () => rows(psql('-f', `${HERE}../access/expected.sql`));
let expected = expectedRows();
const accounts = [...new Set(expected.map((t) => t.account))];
const operations = Object.entries(openapi.paths).flatMap(([path, methods]) => Object.entries(methods)
  .filter(([, operation]) => operation['x-access'])
  .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation, names: [...path.matchAll(/\{([^}]+)\}/g)].map((m) => m[1]) })));
const SKIPPED = new Set(['/logout', '/me/keepalive', '/login', '/me/sessions/end', '/me/sessions/end-all', '/me/sessions/end-others']);

function send(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, socketPath: process.env.TEST_SOCKET, method, path, timeout: 20000,
      headers: { host: HOST, ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }));
    });
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error(`${method} ${path}: no answer in 20 s`)));
    request.end(body);
  });
}
async function ask(account, method, path, accept = 'application/json', body) {
  const headers = { accept, authorization: `Bearer ${await client.token(account)}` };
  return body === undefined ? send(method, path, headers)
    : send(method, path, { ...headers, 'content-type': 'application/json', 'if-match': '"999999"' }, JSON.stringify(body));
}

// Most of the time of a request is the wait for the disk: four accounts ask at once, each one thing after the other.
async function each(work) {
  const queue = [...accounts];
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let account = queue.shift(); account; account = queue.shift()) await work(account);
  }));
}

// ---- A transaction that is kept open ----

// In it now() stands still, and with it every period: what it asks after a minute is refused.
function frozen(token) {
  return new Promise((resolve) => {
    execFile(process.env.TEST_PSQL, ['-X', '-q', '-At', process.env.TEST_DATABASE, '-c', `BEGIN; SET LOCAL ROLE samplan_server;
      SELECT 'entered' FROM api.auth_enter('\\x${token}', 1073741823, gen_random_uuid(), 'json', 'doors');
      SELECT 'asked' FROM api.own_data_show('{}'); SELECT pg_sleep(61); SELECT 'asked' FROM api.own_data_show('{}')`], (error, out, err) => resolve(`${out}${err}`));
  });
}
const kept = frozen(Buffer.from(await client.token('borger'), 'base64url').toString('hex'));

// ---- Lists before and after ----

// Addresses without an id, and the lists under a plan, with each value of each query field that has few.
function lists(plans) {
  const found = [];
  for (const { path, method, operation, names } of operations) {
    if (method !== 'GET' || SKIPPED.has(path) || path === '/events') continue;
    if (names.length > 1 || (names.length === 1 && names[0] !== 'plan_id')) continue;
    const places = names.length === 0 ? [path] : plans.map((plan) => path.replace('{plan_id}', plan));
    const queries = [''];
    for (const field of (operation.parameters ?? []).filter((p) => p.in === 'query')) {
      for (const value of field.schema?.enum ?? (field.schema?.type === 'string' && !field.schema.format && !field.schema.pattern ? ['kanarie', 'a'] : [])) {
        queries.push(`?${field.name}=${encodeURIComponent(value)}`);
      }
    }
    for (const place of places) for (const query of queries.slice(0, 12)) found.push(place + query);
  }
  return found;
}

// What changes from one answer to the next by itself, and the one number that the team is told.
function settle(value, key = '') {
  if (/^(request_id|idempotency_key|csrf|key|hidden_n|part_n|parts_hidden_n|expires_at|seen_at|absolute_at|last_seen_at)$/.test(key)) return null;
  if (Array.isArray(value)) return value.map((v) => settle(v));
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, settle(v, k)]));
  return value;
}
async function snapshot(addresses) {
  const answers = new Map();
  await each(async (account) => {
    for (const address of addresses) {
      const reply = await ask(account, 'GET', address);
      let body = reply.text;
      try { body = JSON.stringify(settle(JSON.parse(reply.text))); } catch { /* not JSON: compared as it is */ }
      answers.set(`${account} ${address}`, { status: reply.status, body, length: body.length });
    }
  });
  return answers;
}

const planIds = [...new Set(expected.filter((t) => t.kind === 'plan_id').map((t) => t.id))];
const reach = (plan) => expected.filter((t) => t.kind === 'plan_id' && t.id === plan && t.see === 'yes').length;
const hiddenPlan = planIds.find((plan) => reach(plan) === 0);
const shared = planIds.filter((plan) => reach(plan) > 1).sort((a, b) => reach(b) - reach(a)).find((plan) => reach(plan) < 6) ?? planIds[0];
const maja = psql('-c', "SELECT p.id FROM samplan.joint_plan p JOIN samplan.user_account u ON u.citizen_id = p.citizen_id WHERE u.username = 'borger' ORDER BY p.created_at DESC LIMIT 1");
const plans = [...new Set([maja, hiddenPlan, shared].filter(Boolean))];
check(plans.length >= 2 && hiddenPlan, 'the demo holds a plan that no account sees');

psql('-f', `${HERE}ground.sql`);
const addresses = lists(plans);
await snapshot(addresses);
const before = await snapshot(addresses);
const again = await snapshot(addresses);
section(`planting in ${plans.length} plans; ${addresses.length} lists, ${accounts.length} accounts, ${operations.length} routes`);

// A reader who follows a plan live while hidden things are planted in it.
function follow(account, token, plan) {
  return new Promise((resolve) => {
    const connection = net.connect(process.env.TEST_STREAM);
    const heard = { text: '', end: () => connection.destroy() };
    connection.on('data', (chunk) => { heard.text += chunk; });
    connection.on('error', () => {});
    connection.write(`GET /events?plan_id=${plan} HTTP/1.1\r\nHost: ${HOST}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    setTimeout(() => resolve({ account, plan, heard }), 300);
  });
}
const watchers = [];
for (const account of accounts) for (const plan of [maja, hiddenPlan]) watchers.push(await follow(account, await client.token(account), plan));
for (const w of watchers) w.opened = w.heard.text.length;

const planted = rows(psql('-v', `plans={${plans.join(',')}}`, '-f', `${HERE}plant.sql`));
const places = planted.filter((t) => t.place);
const things = planted.filter((t) => t.kind);
check(things.length > 100, 'something was planted');
await new Promise((resolve) => setTimeout(resolve, 2500));
expected = expectedRows();
const classSeen = new Set(expected.filter((t) => t.kind.startsWith('class:') && t.see === 'yes').map((t) => `${t.account} ${t.id} ${t.kind.slice(6)}`));
const sees = (account, plan, code) => code.split('+').every((c) => classSeen.has(`${account} ${plan} ${c}`));
const seesAny = (account, plan) => things.some((t) => t.plan === plan && sees(account, plan, t.class));

for (const { account, plan, heard, opened } of watchers) {
  heard.end();
  if (seesAny(account, plan)) continue;
  const told = heard.text.slice(opened).split('\n').filter((line) => line.startsWith('data:') && line.length > 5);
  check(told.length === 0, `${account} following ${plan} hears of hidden changes: ${told.slice(0, 2).join(' ')}`);
}

const after = await snapshot(addresses);
for (const [key, was] of before) {
  const [account, address] = key.split(' ');
  if (was.body !== again.get(key).body) continue; // changes by itself
  // Whoever may read one of the planted classes has a right to see a difference where that plan is shown.
  const at = plans.filter((plan) => address.includes(plan));
  if ((at.length ? at : plans).some((plan) => seesAny(account, plan))) continue;
  const is = after.get(key);
  check(was.status === is.status && was.body === is.body, `${account} GET ${address} differs after hidden things were added (${was.length} → ${is.length} characters)`);
}

// ---- Marks ----

const markOf = /kanarie-(\d+)-([a-z_]+)-/g;
const planOfPlace = new Map(places.map((p) => [String(p.place), p.plan]));
function leaks(account, reply) {
  const text = `${reply.text}\n${JSON.stringify(reply.headers)}`;
  return [...new Set([...text.matchAll(markOf)].map((m) => `${m[1]} ${m[2].replaceAll('_', '-')}`))]
    .filter((found) => { const [n, code] = found.split(' '); return !sees(account, planOfPlace.get(n), code); });
}
const ids = (account, name) => name === 'plan_id' ? plans : name === 'citizen_id' ? places.map((p) => p.citizen)
  : name === 'item_id' ? things.filter((t) => t.kind === 'goal_id' || t.kind === 'note_id').filter((_, i) => i % 7 === 0).map((t) => t.id)
    : things.filter((t) => t.kind === name).filter((_, i) => i % 5 === 0).map((t) => t.id);
const refused = new Map();
await each(async (account) => {
  let asked = 0;
  for (const { path, method, operation, names } of operations) {
    if (SKIPPED.has(path) || path === '/events' || names.length > 1) continue;
    // What the query must name, by its first possible value.
    const query = (operation.parameters ?? []).filter((p) => p.in === 'query' && p.required).map((p) => `${p.name}=${p.schema?.enum?.[0] ?? 'kanarie'}`).join('&');
    const whole = query ? `${path}?${query}` : path;
    const targets = names.length === 0 ? [whole] : ids(account, names[0]).map((id) => whole.replace(/\{[^}]+\}/, id));
    const accepts = method !== 'GET' ? ['application/json'] : ['application/json', 'text/html', ...(path.endsWith('.csv') ? ['text/csv'] : [])];
    const fields = Object.keys(operation.requestBody?.content?.['application/json']?.schema?.properties ?? {});
    for (const target of targets) {
      for (const accept of accepts) {
        // A write is sent what no field accepts: its answer is an error text.
        const body = method === 'GET' ? undefined : Object.fromEntries(fields.map((f) => [f, f === 'q' ? 'kanarie' : { '': 1 }]));
        const reply = await ask(account, method, target, accept, body);
        asked++;
        const found = leaks(account, reply);
        check(found.length === 0, `${account} ${method} ${target} (${accept}) tells of ${found.slice(0, 4).join(', ')}`);
        check(reply.status < 500, `${account} ${method} ${target} answers ${reply.status}`);
        if (names.length === 1 && method === 'GET' && accept === 'application/json' && reply.status === 404) refused.set(`${account} ${path}`, { account, path, target, reply });
      }
    }
  }
  for (const print of ['meeting', 'citizen', 'gp']) {
    for (const plan of plans) {
      const reply = await ask(account, 'GET', `/plans/${plan}/print?recipient=${print}`, 'text/html');
      check(leaks(account, reply).length === 0, `${account} print for ${print} tells of hidden things`);
    }
  }
  for (const q of ['kanarie', 'Kanarie-1', 'titel', 'Fjern']) {
    const reply = await ask(account, 'POST', '/citizens/search', 'application/json', { q });
    check(leaks(account, reply).length === 0, `${account} search for ${q} tells of hidden things`);
  }
  check(asked > 100, `${account} tried only ${asked} requests`);
});

// ---- Headers ----

const VOLATILE = new Set(['date', 'x-request-id', 'content-length', 'connection', 'keep-alive']);
const heads = (reply) => JSON.stringify(Object.entries(reply.headers).filter(([name]) => !VOLATILE.has(name)).sort());
for (const { account, path, target, reply } of refused.values()) {
  const query = target.includes('?') ? target.slice(target.indexOf('?')) : '';
  const absent = await ask(account, 'GET', path.replace(/\{[^}]+\}/, randomUUID()) + query);
  check(heads(reply) === heads(absent), `${account} GET ${target}: headers differ from those of an id that nobody has`);
  check(reply.text.length === absent.text.length, `${account} GET ${target}: ${reply.text.length} bytes, absent ${absent.text.length}`);
}

// ---- Timing ----

// The mean difference over at most n pairs; fewer where it is certain by then (four standard errors) that it is below 2 ms.
async function meanDifference(account, path, hidden, n, least) {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const times = [0, 0];
    for (const which of i % 2 ? [0, 1] : [1, 0]) {
      const target = path.replace(/\{[^}]+\}/, which === 0 ? hidden[i % hidden.length] : randomUUID());
      const start = process.hrtime.bigint();
      await ask(account, 'GET', target);
      times[which] = Number(process.hrtime.bigint() - start) / 1e6;
    }
    sum += times[0] - times[1];
    squares += (times[0] - times[1]) ** 2;
    const mean = Math.abs(sum) / (i + 1);
    if (i + 1 >= least && mean + 4 * Math.sqrt(Math.max(squares / (i + 1) - mean * mean, 0) / i) < 2) return mean;
  }
  return Math.abs(sum) / n;
}
let slowest = 0;
for (const { path, method, operation, names } of operations) {
  if (method !== 'GET' || names.length !== 1 || !operation['x-access'].includes('caseworker') || /\.csv$/.test(path)) continue;
  const hidden = names[0] === 'plan_id' ? [hiddenPlan] : names[0] === 'citizen_id' ? [places.find((p) => p.plan === hiddenPlan)?.citizen]
    : things.filter((t) => t.plan === hiddenPlan && t.kind === names[0]).map((t) => t.id);
  if (hidden.length === 0 || !hidden[0]) continue;
  const whole = /^\/(plans|contributing-plans|tasks|goals|conflicts)\/\{[^}]+\}$|\/citizens\/\{[^}]+\}\/edit$/.test(path);
  const difference = await meanDifference('fremmed', path, hidden, 1000, whole ? 1000 : 50);
  slowest = Math.max(slowest, difference);
  check(difference <= 2, `GET ${path}: hidden and absent differ by ${difference.toFixed(2)} ms over 1,000 tries`);
}
section(`timing: hidden and absent differ by ${slowest.toFixed(3)} ms at most`);

const heard = await kept;
check(/entered\nasked\n/.test(heard) && /unauthenticated/.test(heard) && heard.match(/asked/g).length === 1, `a transaction of a minute ago still answers: ${heard.slice(0, 300)}`);

// ---- What is kept beside ----

const log = readFileSync(process.env.TEST_LOG, 'utf8');
check(!log.includes('kanarie'), 'the server\'s log holds a mark');
check(!/\b\d{6}-?\d{4}\b/.test(log.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '').replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z?/g, '')), 'the server\'s log holds what looks like a CPR number');
const document = JSON.stringify(openapi);
check(!document.includes('kanarie'), 'the OpenAPI document holds a mark');
const known = new Set([...things.map((t) => t.id), ...plans]);
check(![...document.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g)].some((m) => known.has(m[0])), 'the OpenAPI document holds an id');
for (const path of ['/health', '/ready', '/metrics']) {
  const reply = await send('GET', path, { accept: '*/*' });
  check(!reply.text.includes('kanarie') && ![...known].some((id) => reply.text.includes(id)), `${path} tells of a plan`);
}
agent.destroy();

console.log(`ok ${passed} comparisons`);
for (const text of failures.slice(0, 120)) console.log(`not ok ${text}`);
console.log(`SUITE doors: ${passed} passed, ${failures.length} failed`);
