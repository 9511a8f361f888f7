// Measures the goals of speed in interleaved rounds, prints the table, writes it as JSON.
//   node measure.mjs OUTPUT.json     (called by ./run, which sets the variables)
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { firstView } from './page.mjs';
import { get, hold, load, median, memory, percentile, pgbench, pids, quick, sizes, sleep, socketOf, sql, streamSocketOf, file } from './tools.mjs';

const ROUNDS = quick ? 3 : 5;
const SECONDS = quick ? 1 : 4;
const SUSTAINED_SECONDS = quick ? 12 : 160;
const HTTP_CONNECTIONS = 32;
const SLOW_REQUESTS = 8;
const IDLE = 1000;
const PER_SCRIPT = 20;
const only = new Set((process.env.BENCH_ONLY ?? '').split(',').filter((g) => g !== ''));
const wanted = (...goals) => only.size === 0 || goals.some((g) => only.has(String(g)));
const rows = [];
const samples = {};

function sample(name, value) {
  (samples[name] ??= []).push(value);
}
const middle = (name) => median(samples[name]);

// at: 'least' or 'most' says which side of the target is good; info rows have no target.
function row(goal, what, value, unit, at, target) {
  const met = at === undefined ? null : at === 'least' ? value >= target : value <= target;
  rows.push({ goal, what, value: Number(value.toPrecision(4)), unit, target: target ?? null, met,
    ...(at && { at }) });
}

// The ratio of two measurements is made within each round; the median of those is the value.
function ratio(a, b) {
  return median(samples[a].map((v, i) => v / samples[b][i]));
}

// ---- What is sent -----------------------------------------------------------------------------------

function openScript(lines) {
  const names = Array.from({ length: PER_SCRIPT }, (_, i) => i + 1);
  return `\\set n random(0, :batches - 1)\nSELECT * FROM bench.batch WHERE n = :n \\gset\n${
    names.map((i) => `\\startpipeline\n${lines(i)}\n\\endpipeline\n`).join('')}`;
}
const enter = (i) => `SELECT api.auth_enter(:t${i}::bytea, 255, '00000000-0000-4000-8000-000000000001'::uuid, 'json', 'bench');`;

async function scripts(database) {
  const [[batches]] = await sql(database, 'SELECT count(*) FROM bench.batch');
  const script = (name, lines) => file(`${database}-${name}.sql`, openScript(lines).replace(':batches', batches));
  return {
    open: script('open', (i) => `${enter(i)}\nSELECT api.plan_show(:i${i}::jsonb);`),
    guarded: script('guarded', (i) => `${enter(i)}\nSELECT api.bench_plan_json(:i${i}::jsonb);`),
    bare: script('bare', (i) => `SELECT bench.plan_json(:p${i}::uuid);`),
  };
}

async function targets(database) {
  const list = async (name, query) => file(`${database}-${name}.txt`,
    (await sql(database, query)).map((r) => r.join(' ')).join('\n') + '\n');
  return {
    plans: await list('plans', "SELECT bearer, '/plans/' || plan_id FROM bench.visit ORDER BY n"),
    tasks: await list('tasks', "SELECT bearer, '/tasks' FROM bench.actor ORDER BY n LIMIT 500"),
    streams: await list('streams', "SELECT bearer, '/events?plan_id=' || plan_id FROM bench.visit ORDER BY n LIMIT 1000"),
    slow: await list('slow', "SELECT bearer, '/audit.csv' FROM bench.reviewer"),
  };
}

// ---- Goals 1 to 4: opening a plan -------------------------------------------------------------------

async function roundOpen(context) {
  const { script, target } = context.large;
  const bounds = { clients: context.workers, seconds: SECONDS };
  const json = await load('large', target.plans, { connections: HTTP_CONNECTIONS, seconds: SECONDS, seed: context.round });
  sample('http', json.rate);
  sample('http_p50', json.p50_us);
  sample('http_p99', json.p99_us);
  sample('json_cpu', json.cpu_us);
  sample('json_bytes', json.bytes / json.requests);
  sample('sql_open', await pgbench('large', 'samplan_server', script.open, PER_SCRIPT, bounds));
  sample('sql_bare', await pgbench('large', 'postgres', script.bare, PER_SCRIPT, bounds));
  sample('sql_guarded', await pgbench('large', 'samplan_server', script.guarded, PER_SCRIPT, bounds));
  const html = await load('large', target.plans, { connections: HTTP_CONNECTIONS, seconds: SECONDS, accept: 'text/html', seed: context.round });
  sample('html_cpu', html.cpu_us);
  sample('html', html.rate);
}

function rowsOpen() {
  row('1', 'open a plan over HTTP / pgbench with the same calls', ratio('http', 'sql_open'), 'ratio', 'least', 0.75);
  row('2', 'open a plan over HTTP / pgbench with the plain JSON query, no access, no audit', ratio('http', 'sql_bare'), 'ratio', 'least', 2);
  row('2', '  the same / the JSON query with session, access and audit', ratio('http', 'sql_guarded'), 'ratio');
  row('3', 'server CPU for a JSON request', middle('json_cpu'), 'µs', 'most', 40);
  row('3', 'server CPU more for the page', median(samples.html_cpu.map((v, i) => v - samples.json_cpu[i])), 'µs', 'most', 200);
  row('4', 'open with access and durable audit / plain JSON query, both pgbench', ratio('sql_open', 'sql_bare'), 'ratio', 'least', 1.4);
  row('', '  plans opened over HTTP', middle('http'), '1/s');
  row('', '  plan pages over HTTP', middle('html'), '1/s');
  row('', '  plans opened by pgbench', middle('sql_open'), '1/s');
  row('', '  plain JSON query', middle('sql_bare'), '1/s');
  row('', '  JSON query with session, access and audit', middle('sql_guarded'), '1/s');
  row('', '  p50 over HTTP', middle('http_p50') / 1000, 'ms');
  row('', '  p99 over HTTP', middle('http_p99') / 1000, 'ms');
  row('', '  answer with head', middle('json_bytes') / 1000, 'kB');
}

// ---- Goal 5: worklists ------------------------------------------------------------------------------

// The actors whose unit has about twenty plans, and those of all kinds.
async function actors(database) {
  const numbers = async (query) => (await sql(database, query)).map(([n]) => n);
  return {
    any: await numbers('SELECT n FROM bench.actor ORDER BY n LIMIT 200'),
    unit20: await numbers('SELECT n FROM bench.actor WHERE unit_plan_n > 0 ORDER BY abs(unit_plan_n - 20), n LIMIT 10'),
  };
}

async function callsP99(database, list, numbers, n) {
  const times = await sql(database, `SELECT bench.calls_us('task_list', '{"list":"${list}"}', '{${numbers.join()}}', ${n})`);
  return percentile(times.slice(n >> 3).map(([us]) => Number(us)), 0.99);
}

async function roundTasks(context) {
  const n = quick ? 250 : 800;
  for (const database of ['small', 'large']) {
    const { target, actor } = context[database];
    if (context.tasks) {
      const http = await load(database, target.tasks, { connections: 1, seconds: SECONDS, seed: context.round });
      sample(`tasks_${database}`, http.p99_us);
    }
    sample(`tasks_sql_${database}`, await callsP99(database, 'all', actor.any, n));
    sample(`tasks_unit_${database}`, await callsP99(database, 'unit', actor.unit20, n));
  }
}

function rowsTasks() {
  const of = `${sizes.large} / ${sizes.small} citizens`;
  if (samples.tasks_large) row('5', `worklist over HTTP, p99, ${of}`, ratio('tasks_large', 'tasks_small'), 'ratio', 'most', 1.25);
  row('5', `worklist inside the database, p99, ${of}`, ratio('tasks_sql_large', 'tasks_sql_small'), 'ratio', 'most', 1.25);
  row('5', `list of a unit with about 20 plans, p99, ${of}`, ratio('tasks_unit_large', 'tasks_unit_small'), 'ratio', 'most', 1.25);
  if (samples.tasks_large) row('', `  worklist p99 over HTTP, ${sizes.large} citizens`, middle('tasks_large') / 1000, 'ms');
  row('', `  worklist p99 inside the database, ${sizes.large} citizens`, middle('tasks_sql_large') / 1000, 'ms');
}

// ---- Goal 6: slow requests beside -------------------------------------------------------------------

async function roundSlow(context) {
  const { target } = context.large;
  const bounds = { connections: 16, seconds: SECONDS, seed: context.round };
  const alone = await load('large', target.plans, bounds);
  await sql('large', 'SELECT bench.export_slow()');
  try {
    const slow = load('large', target.slow, { connections: SLOW_REQUESTS, seconds: SECONDS + 1, accept: 'text/csv' });
    slow.catch(() => {});
    await sleep(400);
    const beside = await load('large', target.plans, bounds);
    const exported = await slow;
    sample('slow_alone', alone.p99_us);
    sample('slow_beside', beside.p99_us);
    sample('slow_rate', exported.rate);
    sample('slow_throughput', beside.rate / alone.rate);
  } finally {
    await sql('large', 'SELECT bench.export_restore()');
  }
}

function rowsSlow() {
  row('6', `p99 of plans beside ${SLOW_REQUESTS} permanent 200 ms exports / alone`, ratio('slow_beside', 'slow_alone'), 'ratio', 'most', 3);
  row('', '  throughput beside them / alone', middle('slow_throughput'), 'ratio');
  row('', '  exports meanwhile', middle('slow_rate'), '1/s');
}

// ---- Goal 7: who is only there ----------------------------------------------------------------------

async function beside(context, name, socket, targetFile, accept) {
  const { target } = context.large;
  const bounds = { connections: HTTP_CONNECTIONS, seconds: SECONDS, seed: context.round };
  const alone = await load('large', target.plans, bounds);
  const before = memory(pids.large);
  const release = await hold(socket, targetFile, IDLE, accept);
  const with_ = await load('large', target.plans, bounds);
  sample(`${name}_memory`, memory(pids.large) - before);
  sample(`${name}_throughput`, with_.rate / alone.rate);
  const open = await release();
  if (open < IDLE) throw new Error(`only ${open} of ${IDLE} stayed open`);
}

// A stream whose reader has left ends at its next heartbeat.
async function streamsGone() {
  for (let i = 0; i < 120; i += 1) {
    const { body } = await get('large', '/metrics', { accept: 'text/plain' });
    const open = /^samplan_streams (\d+)$/m.exec(body.toString());
    if (!open) throw new Error('/metrics does not tell the open streams');
    if (open[1] === '0') return;
    await sleep(500);
  }
  throw new Error('streams of readers who left are still there after a minute');
}

async function roundIdle(context) {
  await beside(context, 'idle', socketOf('large'), context.large.target.plans);
  await streamsGone();
  await beside(context, 'streams', streamSocketOf('large'), context.large.target.streams, 'text/event-stream');
}

function rowsIdle() {
  row('7', `throughput with ${IDLE} idle connections / without`, middle('idle_throughput'), 'ratio', 'least', 0.95);
  row('7', `memory for ${IDLE} idle connections`, Math.max(...samples.idle_memory), 'MB', 'most', 20);
  row('7', `throughput with ${IDLE} event streams / without`, middle('streams_throughput'), 'ratio', 'least', 0.95);
  row('7', `memory for ${IDLE} event streams`, Math.max(...samples.streams_memory), 'MB', 'most', 20);
}

// ---- Goal 9: memory ---------------------------------------------------------------------------------

// Pages and documents mixed, on the server of the small database, which has answered little so far.
async function memorySustained(context) {
  const { target } = context.small;
  const part = SUSTAINED_SECONDS / 4;
  let before;
  for (let quarter = 0; quarter < 4; quarter += 1) {
    if (quarter === 1) before = memory(pids.small);
    await Promise.all([
      load('small', target.plans, { connections: 16, seconds: part, seed: quarter }),
      load('small', target.plans, { connections: 16, seconds: part, seed: quarter + 9, accept: 'text/html', encoding: 'br, gzip' }),
    ]);
  }
  const after = memory(pids.small);
  row('9', `server memory after ${SUSTAINED_SECONDS} s of load`, after, 'MB', 'most', 24);
  row('9', `growth over the last ${SUSTAINED_SECONDS * 0.75} s of it`, (after / before - 1) * 100, '%', 'most', 1);
}

// ---- Goal 11: first view ----------------------------------------------------------------------------

async function rowsView() {
  const [[bearer, plan]] = await sql('large', 'SELECT bearer, plan_id FROM bench.visit ORDER BY n LIMIT 1');
  const view = await firstView('large', `/plans/${plan}`, bearer);
  row('11', 'first view of the plan page, empty cache, compressed', view.cold / 1000, 'kB', 'most', 80);
  row('11', 'the same with a warm cache', view.warm / 1000, 'kB', 'most', 15);
  row('11', 'requests besides the style sheets that block the first paint', view.blocking.length, '', 'most', 0);
  for (const part of view.parts) row('', `  ${part.path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '…')}`, part.bytes / 1000, 'kB');
}

// ---- Item 12: a change of rights in a large plan --------------------------------------------------------

async function roundCrowd() {
  const n = quick ? 5 : 20;
  for (const what of ['consent', 'team']) {
    // A backend's first calls build its plans and caches; a server's connection lives for hours.
    const rowsOf = await sql('large', 'DO $$ BEGIN PERFORM bench.crowd_restore(); END $$', `CALL bench.crowd_change('${what}', 2)`,
      'DO $$ BEGIN PERFORM bench.crowd_restore(); END $$', 'TRUNCATE bench.crowd_cost', `CALL bench.crowd_change('${what}', ${n})`,
      'SELECT ms FROM bench.crowd_cost');
    sample(`crowd_${what}`, Number(rowsOf[0][0]));
  }
}

function rowsCrowd() {
  row('12', 'PostgreSQL CPU to withdraw a consent in a plan with 1,000 members', middle('crowd_consent'), 'ms', 'most', 50);
  row('12', 'PostgreSQL CPU to end a membership in it', middle('crowd_team'), 'ms', 'most', 50);
}

// ---- The whole --------------------------------------------------------------------------------------

function machine() {
  const model = cpus()[0].model.trim();
  return `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB`;
}

async function settings() {
  const names = ['server_version', 'shared_buffers', 'wal_compression', 'synchronous_commit', 'commit_delay', 'commit_siblings',
    'jit', 'default_toast_compression', 'random_page_cost', 'max_wal_size', 'fsync', 'wal_sync_method'];
  const list = await sql('large', `SELECT name, current_setting(name) FROM unnest('{${names}}'::text[]) name`);
  return list.map(([name, value]) => `${name} = ${value}`).join(', ');
}

// How long the disk takes to make a commit durable: what no software can beat with one connection.
async function flushMs() {
  await sql('small', 'CREATE TABLE IF NOT EXISTS bench.flush (n integer)');
  const script = file('flush.sql', 'INSERT INTO bench.flush VALUES (1);\n');
  return 1000 / await pgbench('small', 'postgres', script, 1, { clients: 1, seconds: 1 });
}

function print() {
  const number = (v) => (v === null ? '' : v >= 100 ? Math.round(v).toString() : String(Number(v.toPrecision(3))));
  console.log(`\n${'goal'.padEnd(5)}${'what'.padEnd(86)}${'value'.padStart(8)} ${'unit'.padEnd(6)}${'target'.padStart(8)}  met`);
  for (const r of rows) {
    const target = r.target === null ? '' : `${r.at === 'least' ? '≥' : '≤'} ${r.target}`;
    const met = r.met === null ? '' : r.met ? 'yes' : 'NO';
    console.log(`${r.goal.padEnd(5)}${r.what.padEnd(86)}${number(r.value).padStart(8)} ${r.unit.padEnd(6)}${target.padStart(8)}  ${met}`);
  }
}

async function main(output) {
  const config = readFileSync(`/proc/${pids.large}/task/${pids.large}/status`, 'utf8');
  if (!config) throw new Error('the server is gone');
  const context = { workers: Math.max(8, 2 * cpus().length), round: 0 };
  for (const database of ['small', 'large']) {
    context[database] = { script: await scripts(database), target: await targets(database), actor: await actors(database) };
  }
  const [[bearer]] = await sql('large', 'SELECT bearer FROM bench.actor LIMIT 1');
  context.tasks = (await get('large', '/tasks', { accept: 'application/json', authorization: `Bearer ${bearer}` })).status === 200;
  const parts = [[roundOpen, rowsOpen, wanted(1, 2, 3, 4)], [roundTasks, rowsTasks, wanted(5)],
    [roundSlow, rowsSlow, wanted(6)], [roundIdle, rowsIdle, wanted(7)],
    [roundCrowd, rowsCrowd, wanted(12)]].filter((p) => p[2]);
  // Caches and prepared plans are warm before the first round counts.
  for (const database of ['small', 'large']) {
    await load(database, context[database].target.plans, { connections: 8, seconds: SECONDS });
    if (context.tasks) await load(database, context[database].target.tasks, { connections: 8, seconds: 1 });
  }
  for (context.round = 1; context.round <= ROUNDS; context.round += 1) {
    process.stdout.write(`  round ${context.round} of ${ROUNDS}\n`);
    for (const [round] of parts) await round(context);
  }
  for (const [, report] of parts) report();
  if (wanted(9)) await memorySustained(context);
  if (wanted(11)) await rowsView();
  row('', '  a commit by one connection (the disk)', await flushMs(), 'ms');
  print();
  console.log(`\nMachine: ${machine()}; server, database and load share it.`);
  console.log(`Data: ${sizes.small} and ${sizes.large} citizens; ${ROUNDS} interleaved rounds of ${SECONDS} s a measurement, medians.`);
  console.log(`PostgreSQL: ${await settings()}`);
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, `${JSON.stringify(rows.map(({ at, ...r }) => r), null, 1)}\n`);
  const missed = rows.filter((r) => r.met === false).length;
  console.log(`${rows.filter((r) => r.met === true).length} met, ${missed} missed`);
}

await main(process.argv[2]);
