/* An emergency: the same page for a number that somebody has and one that nobody has; the form without script; the banner on
 * every page, the minutes, the end to the second; told, judged, answered. */
import { ORIGIN, close_page, signed_in_page } from './browser.mjs';
import { check, check_is } from './check.mjs';

const MAJA = '090991-D000';
const text_of = (page) => page.locator('main').innerText();
const send = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);
const flash = (page) => page.locator('.flash').innerText();

async function search(page, q) {
    await page.goto(`${ORIGIN}/overview`);
    await page.fill('#find', q);
    await send(page, '.sp-find [type=submit]');
    return text_of(page);
}

/* Fills in the form on the page and sends it. */
async function open(page, labels) {
    await page.getByLabel('Fare for borgerens liv eller helbred').check({ force: true });
    await page.fill('#f-reason', 'Akutte brystsmerter, kan ikke selv fortælle om medicin');
    for (const label of labels)
        await page.getByLabel(label).check({ force: true });
    await send(page, '.breakglass [type=submit]');
}

/* With and without a plan the same words, and the number nowhere. */
async function same_answer(page) {
    const masked = (text) => text.replace(/\d{6}-••••/, 'X');
    const nobody = masked(await search(page, '010190-1111')), somebody = masked(await search(page, MAJA));

    check_is(somebody, nobody, 'a number that somebody has and one that nobody has give the same page');
    check(!(await page.content()).includes('D000'), 'which holds no number');
    check_is(await page.locator('.breakglass :checked').count(), 0, 'and nothing is chosen beforehand');
    await send(page, '.breakglass [type=submit]');
    check((await text_of(page)).includes('Ret 3 felter'), 'the form says what it lacks');
    check((await text_of(page)).includes('090991-••••'), 'and keeps the number, masked');
}

async function no_form(username, why) {
    const page = await signed_in_page(username);

    await search(page, '010190-1111');
    check_is(await page.locator('.breakglass').count(), 0, why);
    const answer = await page.goto(`${ORIGIN}/break-glass/new`);
    check_is(answer.status(), 403, `${why}: nor by its address`);
    await close_page(page);
}

/* The banner runs on every page; what was not chosen is not there. */
async function banner(page) {
    check((await page.locator('.glass').innerText()).includes('59 minutter tilbage'), 'the banner counts the minutes');
    check((await text_of(page)).includes('Behandling i psykiatrien'), 'what was chosen is shown');
    check(!/Handleplan|Jobplan|rusmidler\)/.test(await text_of(page)), 'and nothing else');
    const plan = new URL(page.url()).pathname;
    for (const path of ['/overview', '/tasks', '/citizens', '/me', '/notices', '/break-glass/new']) {
        await page.goto(`${ORIGIN}${path}`);
        check(await page.locator('.glass').count() === 1, `the banner is on ${path}`);
        check(!(await text_of(page)).includes('Maja'), `and nothing of the plan on ${path}`);
    }
    const answer = await page.goto(`${ORIGIN}${plan}/print?recipient=gp`);
    check_is(answer.status(), 403, 'no print');
    return plan;
}

/* With script the page empties itself when the time that the server gave is over. */
async function ends(page, plan) {
    await page.route(`**${plan}`, async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, body: (await answer.text()).replace(/data-glass-left="\d+"/, 'data-glass-left="2"') });
    });
    const began = Date.now();
    await page.goto(`${ORIGIN}${plan}`);
    check((await text_of(page)).includes('Behandling i psykiatrien'), 'the plan is shown while the time runs');
    check((await page.locator('.glass').innerText()).includes('Mindre end 1 minut tilbage'), 'the last minute is told');
    await page.waitForFunction(() => document.querySelector('.glass') === null);
    check(Date.now() - began < 3500, 'and is gone when it is over');
    check((await text_of(page)).includes('Opslaget er lukket'), 'the page says so');
    check(!(await page.locator('body').innerText()).includes('Behandling i psykiatrien'), 'and holds nothing of the plan any more');
    await page.unroute(`**${plan}`);
}

async function close(page, plan) {
    await page.goto(`${ORIGIN}/overview`);
    await send(page, '.glass button');
    check((await flash(page)).includes('lukket'), 'she closes it');
    check_is(await page.locator('.glass').count(), 0, 'the banner is gone');
    const answer = await page.goto(`${ORIGIN}${plan}`);
    check_is(answer.status(), 404, 'and so is the plan');
}

async function judged() {
    const manager = await signed_in_page('leder-akut', { script: false });
    await manager.goto(`${ORIGIN}/overview`);
    check(await manager.locator('.sp-notices').count() === 1, 'the manager sees that something waits');
    await manager.goto(`${ORIGIN}/reviews`);
    await send(manager, 'tbody a');
    check(!(await text_of(manager)).includes('Maja'), 'she judges by facts');
    await send(manager, 'form[action^="/reviews/"] [type=submit]');
    check((await text_of(manager)).includes('Ret 2 felter'), 'a verdict says why');
    await manager.getByLabel('Berettiget', { exact: true }).check({ force: true });
    await manager.fill('#f-verdict_text', 'Det var nødvendigt for at hjælpe dig');
    await send(manager, 'form[action^="/reviews/"] [type=submit]');
    check((await flash(manager)).includes('gemt'), 'and is kept');
    await close_page(manager);
    const citizen = await signed_in_page('borger', { script: false });
    await citizen.goto(`${ORIGIN}/notices`);
    const told = await text_of(citizen);
    check(told.includes('Nogen har læst dele af din plan uden samtykke') && told.includes('Akutmodtagelsen Viborg'), 'the citizen is told who and why');
    check(told.includes('Det var nødvendigt for at hjælpe dig'), 'and gets the answer');
    await send(citizen, 'form[action$="/seen"] button');
    check_is(new URL(citizen.url()).pathname, '/notices', 'she marks that she has seen it');
    await close_page(citizen);
}

export async function run() {
    const doctor = await signed_in_page('akutlaege', { script: false });

    await same_answer(doctor);
    await open(doctor, ['Behandling i psykiatrien']);
    const plan = await banner(doctor);
    const script = await signed_in_page('akutlaege');
    await ends(script, plan);
    await close_page(script);
    await close(doctor, plan);
    await close_page(doctor);
    await judged();
    await no_form('socialraadgiver', 'no form for a social worker');
    await no_form('jobkonsulent', 'no form for the job centre');
}
