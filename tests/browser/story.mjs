/* The story of the product by hand, without script: a coordinator in psychiatry changes a plan, asks the
 * municipality's social caseworker for a task, hands the coordination over; each sees what is theirs, a stranger
 * nothing; manager and citizen read who looked. */
import { ORIGIN, close_page, signed_in_page } from './browser.mjs';
import { check, check_is } from './check.mjs';
import { find_plan } from './plans.mjs';

const plain = (username) => signed_in_page(username, { script: false });
const text_of = (page) => page.locator('main').innerText();
const send = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);
const flash = (page) => page.locator('.flash').innerText();

/* dd.mm.yyyy, some days from now. */
function day_after(days) {
    const day = new Date(Date.now() + days * 86400000);
    return `${String(day.getDate()).padStart(2, '0')}.${String(day.getMonth() + 1).padStart(2, '0')}.${day.getFullYear()}`;
}

/* The value of the option whose text has this name. */
const option_named = (page, selector, name) => page.locator(`${selector} option`, { hasText: name }).first().getAttribute('value');

/* A plan that the coordinator may hand over, nobody being asked yet. */
const own_plan = (page) => find_plan(page, async (p) => {
    const address = p.url();
    if (await p.locator('main a[href$="/status"]').count() === 0)
        return false;
    await p.goto(`${address}/handover`);
    return await p.locator('#f-to_user_id option').count() > 1;
}, 'of which the account is coordinator');

async function add_to_team(page, plan, name) {
    await page.goto(`${ORIGIN}${plan}/team`);
    if ((await text_of(page)).includes(name))
        return;
    await page.goto(`${ORIGIN}${plan}/team/new`);
    await page.fill('#f-q', name);
    await send(page, 'main form[role=search] [type=submit]');
    await page.getByLabel(name).first().check({ force: true });
    await page.fill('#f-helps_with', 'Bolig og støtte');
    const kinds = page.locator('#f-contact_type_code option');
    if (await kinds.count() > 1)
        await page.selectOption('#f-contact_type_code', { index: 1 });
    await send(page, 'main form[data-draft] .button-primary');
    await page.goto(`${ORIGIN}${plan}/team`);
    check((await text_of(page)).includes(name), 'story: the social caseworker joins the team', await text_of(page));
}

async function name_of(username) {
    const page = await plain(username);
    const name = await page.locator('.sp-user b').innerText().catch(() => page.locator('.sp-user b').textContent());
    await close_page(page);
    return name.trim();
}

async function change_plan(page, plan) {
    const text = `Kort fortalt, prøve ${Date.now()}.`;
    await page.goto(`${ORIGIN}${plan}/edit`);
    await page.fill('#f-summary', text);
    await page.fill('#f-reason', 'Aftalt i dag');
    await send(page, 'main form .button-primary');
    check((await flash(page)).trim() !== '', 'story: the coordinator changes the plan and is told so');
    check((await text_of(page)).includes(text), 'story: the new text stands in the plan');
    await page.goto(`${ORIGIN}${plan}/history`);
    const history = await text_of(page);
    check(history.includes(text) && history.includes('Aftalt i dag'), 'story: the history has old, new and why');
}

async function ask_for_task(page, plan, name, title) {
    await page.goto(`${ORIGIN}${plan}/tasks/new`);
    await page.fill('#f-title', title);
    await page.selectOption('#f-performer_id', await option_named(page, '#f-performer_id', name));
    await page.fill('#f-due_day', day_after(7));
    await send(page, 'main form .button-primary:visible');
    check((await text_of(page)).includes(title), 'story: the task is asked for', await text_of(page));
}

async function accept_task(username, title) {
    const page = await plain(username);
    await page.goto(`${ORIGIN}/tasks`);
    check((await text_of(page)).includes(title), 'story: the social caseworker finds the task waiting for an answer');
    await send(page, `main a:has-text("${title}")`);
    await page.check('input[name=answer][value=accept]', { force: true });
    await send(page, '#answer .button-primary');
    check((await text_of(page)).includes('Sagt ja'), 'story: the task is accepted', await text_of(page));
    await close_page(page);
}

async function hand_over(page, plan, name) {
    await page.goto(`${ORIGIN}${plan}/handover`);
    await page.selectOption('#f-to_user_id', await option_named(page, '#f-to_user_id', name));
    await page.fill('#f-effective_day', day_after(0));
    await page.fill('#f-answer_by_day', day_after(3));
    await page.fill('#f-note', 'Borgeren kommer hjem i dag. Ring først til pårørende.');
    await send(page, 'main form .button-primary');
    check((await text_of(page)).includes(name), 'story: the hand-over is asked for', await text_of(page));
}

async function take_over(username, plan, name) {
    const page = await plain(username);
    await page.goto(`${ORIGIN}/overview`);
    check(await page.locator('main a[href^="/handovers/"]').count() > 0, 'story: the overview asks for an answer to the hand-over');
    await page.goto(ORIGIN + plan);
    const link = page.locator('main a[href^="/handovers/"]').first();
    await page.goto(ORIGIN + await link.getAttribute('href'));
    check((await text_of(page)).includes('Ring først til pårørende'), 'story: the one who is asked reads the note');
    await page.check('input[name=answer][value=accept]', { force: true });
    await send(page, 'main form[action$="/answer"] .button-primary');
    await page.goto(ORIGIN + plan);
    check((await page.locator('.strip').innerText()).includes(name), 'story: the new coordinator stands on the plan',
        await page.locator('.strip').innerText());
    await close_page(page);
}

/* Someone without relation gets the same page for a plan that is there and one that is not. */
async function stranger(plan) {
    const page = await plain('fremmed');
    const there = await page.goto(ORIGIN + plan);
    const body = async () => (await page.locator('main').innerText()).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
    const shown = await body();
    const not_there = await page.goto(`${ORIGIN}/plans/11111111-1111-4111-8111-111111111111`);
    check_is(there.status(), 404, 'story: a stranger gets 404');
    check_is(not_there.status(), 404, 'story: and 404 for what does not exist');
    check_is(shown, await body(), 'story: both say the same');
    await close_page(page);
}

async function readers_of_the_log(name) {
    const manager = await plain('leder');
    await manager.goto(`${ORIGIN}/audit`);
    check((await text_of(manager)).includes(name), 'story: the manager sees own staff\'s look-ups');
    await close_page(manager);
    const citizen = await plain('borger');
    await citizen.goto(`${ORIGIN}/audit`);
    check(/kl\. \d/.test(await text_of(citizen)), 'story: the citizen sees who has looked');
    await close_page(citizen);
}

/* The language is the reader's own. */
async function english() {
    const page = await plain('uu');
    await page.locator('.sp-user summary').click();
    await send(page, '.sp-language button');
    check_is(await page.getAttribute('html', 'lang'), 'en', 'story: the interface speaks English when asked');
    await page.locator('.sp-user summary').click();
    await send(page, '.sp-language button');
    check_is(await page.getAttribute('html', 'lang'), 'da', 'story: and Danish again');
    await close_page(page);
}

export async function run() {
    const name = await name_of('socialraadgiver');
    const page = await plain('koordinator');
    const plan = await own_plan(page);
    const title = `Find hjælp i hjemmet ${Date.now() % 100000}`;
    await change_plan(page, plan);
    await add_to_team(page, plan, name);
    await ask_for_task(page, plan, name, title);
    await accept_task('socialraadgiver', title);
    await hand_over(page, plan, name);
    await take_over('socialraadgiver', plan, name);
    await page.goto(`${ORIGIN}${plan}/edit`);
    check(!await page.locator('main form[data-draft]').count(), 'story: the former coordinator can no longer change the plan');
    await close_page(page);
    await stranger(plan);
    await readers_of_the_log(name);
    await english();
}
