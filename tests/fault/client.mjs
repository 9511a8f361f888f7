// client.mjs ORIGIN COUNT OUT: COUNT mixed requests from eight clients at once, while the server and
// the database are killed under them; goes on until OUT.enough exists (ten times COUNT at most). Every answer is written to OUT, one JSON line each. A write that
// got no answer, or 503, is sent again with the same idempotency key until it is acknowledged.
import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';

const [origin, count, out] = process.argv.slice(2);
const CLIENTS = 8;
const GIVE_UP_MS = 90_000;
const log = createWriteStream(out);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Deterministic mixture; only the kills are at random.
let seed = 20260416;
const random = (n) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed % n;
};

// One try. null: no answer came, so nothing is known.
const ask = async (account, method, path, json, key) => {
  const headers = { Accept: 'application/json' };
  if (account?.token) headers.Authorization = `Bearer ${account.token}`;
  if (json) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  try {
    const response = await fetch(origin + path, {
      method, headers, body: json ? JSON.stringify(json) : undefined, redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    const document = text ? JSON.parse(text) : {};
    return { status: response.status, id: response.headers.get('x-request-id'),
      location: response.headers.get('location'), document };
  } catch {
    return null;
  }
};

// Tries until there is an answer that is not "later".
const insist = async (account, method, path, json, key) => {
  const until = Date.now() + GIVE_UP_MS;
  let tries = 0;
  while (Date.now() < until) {
    tries++;
    const answer = await ask(account, method, path, json, key);
    if (answer && ![429, 502, 503, 504].includes(answer.status)) return { ...answer, tries };
    await sleep(50 + random(200));
  }
  return { status: 0, tries };
};

const signIn = async (username) => {
  const password = process.env.DEMO_PASSWORD;
  const answer = await insist(null, 'POST', '/login', { username, password });
  if (answer.status !== 200) throw new Error(`${username} cannot sign in: ${answer.status}`);
  return { username, token: answer.document.token };
};

const accounts = [];
for (const username of ['koordinator', 'socialraadgiver', 'overlaege', 'jobkonsulent']) {
  accounts.push(await signIn(username));
}
const doctor = await signIn('akutlaege');
const ids = JSON.parse(process.env.TEST_IDS);
const plan = ids.plan.maja;
const kinds = {
  read: async (account) => ({ plan, ...(await ask(account, 'GET', `/plans/${plan}`)) }),
  list: async (account) => ask(account, 'GET', random(2) ? '/tasks' : '/plans'),
  write: async () => {
    const title = `fault ${randomUUID()}`;
    const performer = ids.user[['socialraadgiver', 'jobkonsulent'][random(2)]];
    return { title, ...(await insist(accounts[0], 'POST', `/plans/${plan}/tasks`,
      { title, performer_id: performer }, randomUUID())) };
  },
  // An emergency opened, and closed when it was: one at a time, so most of those at once are told to wait.
  open: async () => {
    const opened = await insist(doctor, 'POST', '/break-glass', { cpr: '090991-D000', category_code: 'danger-life',
      reason: 'Bevidstløs, kan ikke spørges', class_codes: ['psychiatric-treatment'] }, randomUUID());
    if (opened.status === 401) doctor.token = (await signIn(doctor.username)).token;
    if (opened.status === 201) await insist(doctor, 'POST', `/break-glass/${opened.document.id}/close`, {}, randomUUID());
    return { opening: opened.document?.id, ...opened };
  },
};

let left = Number(count);
const most = 10 * left;
let made = 0;
const goesOn = () => made < most && (left > 0 || !existsSync(`${out}.enough`));
const tally = {};
const client = async () => {
  while (goesOn()) {
    left--;
    made++;
    const dice = random(10);
    const kind = dice < 6 ? 'read' : dice < 8 ? 'list' : dice < 9 || random(4) > 0 ? 'write' : 'open';
    const account = accounts[random(accounts.length)];
    const { document, ...answer } = (await kinds[kind](account)) ?? { status: null };
    if (answer.status === 401) account.token = (await signIn(account.username)).token;
    const name = `${kind} ${answer.status ?? 'no answer'}`;
    tally[name] = (tally[name] ?? 0) + 1;
    log.write(`${JSON.stringify({ kind, ...answer, code: document?.code })}\n`);
    if (!answer.status || answer.status === 503) await sleep(20 + random(50));
  }
};
await Promise.all(Array.from({ length: CLIENTS }, client));
log.end();
for (const name of Object.keys(tally).sort()) console.log(`# ${name}: ${tally[name]}`);
