/* Who sees what and why, by hand and without script: the ward records the statute for its agreement, the party reads it and asks why,
 * the citizen sees the plan as the job centre does, paper carries its mark on every sheet, and everybody can read how Samplan shares. */
import { ORIGIN, close_page, open_page, signed_in_page } from './browser.mjs';
import { check, check_is } from './check.mjs';
import { find_plan } from './plans.mjs';

const text_of = (page) => page.locator('main').innerText();
const send = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);
const plain = (username) => signed_in_page(username, { script: false });
const AGREEMENT = 'Koordinationsplan for hjemmet';

async function agree(page, plan) {
    await page.goto(`${ORIGIN}${plan}/contributing-plans/new?type_code=coordination-plan`);
    await page.fill('#f-title', AGREEMENT);
    await send(page, 'main form[data-draft] .button-primary');
    check((await text_of(page)).includes(AGREEMENT), 'the ward makes an agreement', await text_of(page));
}

async function record(page, plan) {
    await page.goto(`${ORIGIN}${plan}/statutes/new`);
    await send(page, 'main form[data-draft] .button-primary');
    check(await page.locator('.form-error-message').count() >= 3, 'an empty form says at each field what it lacks');
    await page.selectOption('#f-contributing_plan_id', { label: AGREEMENT });
    await page.getByLabel('Jobcenter Skive', { exact: false }).first().check({ force: true });
    await page.fill('#f-purpose_text', 'At lave og følge koordinationsplanen');
    await page.selectOption('#f-responsible_user_id', { index: 1 });
    await page.locator('input[name=told][value=deferred]').check({ force: true });
    await page.fill('#f-told_text', 'Maja har brug for ro til i morgen');
    const day = new Date(Date.now() + 2 * 86400000);
    await page.fill('#f-tell_by_day', `${day.getDate()}.${day.getMonth() + 1}.${day.getFullYear()}`);
    await send(page, 'main form[data-draft] .button-primary');
    check((await page.locator('.flash').innerText()).includes('opgave om at fortælle det'), 'recording it leaves a task to tell the citizen');
    return new URL(page.url()).pathname;
}

async function party(plan) {
    const page = await plain('jobkonsulent');

    await page.goto(ORIGIN + plan);
    check((await text_of(page)).includes(AGREEMENT), 'the named party sees the agreement');
    check((await text_of(page)).includes('Hvem kan give mig adgang?'), 'and whom to ask about the rest');
    await page.locator('article', { hasText: AGREEMENT }).getByRole('link', { name: /Hvorfor kan jeg se det her/ }).click();
    const why = await text_of(page);
    check(why.includes('Psykiatriloven § 13 c') && why.includes('At lave og følge koordinationsplanen'), 'why: the paragraph and the purpose', why);
    check(!/Behandlingsplan|Handleplan/.test(why), 'and nothing of what is not shared');
    await close_page(page);
}

async function citizen(plan, statute) {
    const page = await plain('borger');

    await page.goto(ORIGIN + statute);
    check((await text_of(page)).includes('Derfor kan borgeren ikke trække det tilbage'), 'the citizen reads why she cannot take it back');
    check_is(await page.locator('main form').count(), 0, 'and has no button for it');
    await page.goto(`${ORIGIN}${plan}/seen-as`);
    await page.selectOption('#f-reader', { label: await page.locator('#f-reader option', { hasText: 'Karim Nasser' }).first().innerText() });
    await send(page, 'main form [type=submit]');
    const seen = await text_of(page);
    check(seen.includes('Sådan ser planen ud for Karim Nasser') && seen.includes(AGREEMENT), 'she sees the plan as the job centre does', seen);
    check_is(await page.locator('main :is(form[method=post], button:not(.filters button))').count(), 0, 'where nothing can be pressed');
    await close_page(page);
}

async function paper(plan) {
    const page = await signed_in_page('koordinator');

    await page.goto(`${ORIGIN}${plan}/print?recipient=gp`);
    check((await page.locator('.print-mark').textContent()).includes('Lægerne Nørregade'), 'paper says for whom it is');
    const parts = await page.locator('section[aria-labelledby=h-print-parts]').innerText();
    check(!/Handleplan|Jobplan/.test(parts), 'and holds nothing that the practice may not see', parts);
    await page.emulateMedia({ media: 'print' });
    check(await page.locator('.print-mark').isVisible(), 'the mark is on the sheet');
    check_is(await page.locator('.print-mark').evaluate((mark) => getComputedStyle(mark).display), 'table-header-group', 'and repeated on the next');
    await close_page(page);
}

async function everybody() {
    const page = await open_page({ script: false });

    await page.goto(`${ORIGIN}/login`);
    await page.getByRole('link', { name: 'Sådan deler Samplan' }).first().click();
    const text = await text_of(page);
    check(text.includes('Hvem ser hvad?') && text.includes('Psykiatriloven § 13 c'), 'everybody reads how Samplan shares');
    await close_page(page);
}

export async function run() {
    const page = await plain('koordinator');
    const plan = await find_plan(page, async (p) => (await p.locator('h1').innerText()).includes('Maja Holm'), 'of Maja');

    await agree(page, plan);
    const statute = await record(page, plan);
    await party(plan);
    await citizen(plan, statute);
    await paper(plan);
    await page.goto(ORIGIN + statute);
    await page.fill('#f-end_reason', 'Planen er lavet');
    await send(page, 'main form .button-secondary');
    check((await text_of(page)).includes('Planen er lavet'), 'the ward ends it with a reason');
    await close_page(page);
    await everybody();
}
