/* Nothing typed is lost: errors, drafts, two editors, an ended session, double sending. */
import { ORIGIN, choose_unit, close_page, open_page, sign_in, signed_in_page } from './browser.mjs';
import { check, check_is } from './check.mjs';
import { axe_faults } from './quality.mjs';
import { find_editable_plan } from './plans.mjs';

const SAVE = 'main form[data-draft] .button-primary';
const SUMMARY = '#f-summary';
const saved = (page) => page.waitForSelector('[data-draft-bar] strong:has-text("Kladde gemt")');

async function errors(plan) {
    const page = await signed_in_page('koordinator', { inspect: true });
    await page.goto(`${ORIGIN}${plan}/edit`);
    await page.fill(SUMMARY, 'Det, jeg skrev');
    await page.fill('#f-review_day', '31.02.2027');
    await page.click(SAVE);
    check(await page.isVisible('#form-errors'), 'errors: told above the form');
    check(await page.evaluate(() => document.activeElement.id === 'form-errors'), 'errors: the list has the focus');
    check((await page.title()).startsWith('Fejl: '), 'errors: the title says so', await page.title());
    check_is(await page.inputValue('#f-review_day'), '31.02.2027', 'errors: the wrong value stays');
    check_is(await page.inputValue(SUMMARY), 'Det, jeg skrev', 'errors: the other text stays');
    check(await page.isVisible('#f-review_day-error'), 'errors: told at the field');
    check_is(await page.getAttribute('#f-review_day', 'aria-invalid'), 'true', 'errors: the field is marked for screen readers');
    await page.click('#form-errors a[href="#f-review_day"]');
    check(await page.evaluate(() => document.activeElement.id === 'f-review_day'), 'errors: the link leads to the field');
    const faults = await axe_faults(page);
    check(faults.length === 0, 'errors: the page is accessible', faults.join('\n'));
    await close_page(page);
}

async function drafts(plan) {
    const text = `Kladde ${Date.now()}`;
    let page = await signed_in_page('koordinator');
    await page.goto(`${ORIGIN}${plan}/edit`);
    const before = await page.inputValue(SUMMARY);
    await page.fill(SUMMARY, text);
    await saved(page);
    check(true, 'draft: "Kladde gemt" is told');
    await page.goto(`${ORIGIN}${plan}`);
    check(!(await page.innerText('main')).includes(text), 'draft: the plan is not changed by it');
    await close_page(page);

    page = await signed_in_page('koordinator');
    await page.goto(`${ORIGIN}${plan}/edit`);
    check_is(await page.inputValue(SUMMARY), text, 'draft: is there after signing in anew, in another browser');
    check((await page.innerText('[data-draft-bar]')).includes('Kladde gemt'), 'draft: the page tells that it is a draft');
    await page.fill(SUMMARY, before);
    await page.fill('#f-reason', 'Prøve');
    await Promise.all([page.waitForNavigation(), page.click(SAVE)]);
    check(await page.isVisible('.flash .alert-success'), 'draft: saving is confirmed', await page.innerText('main'));
    await page.goto(`${ORIGIN}${plan}/edit`);
    check_is((await page.innerText('[data-draft-bar]').catch(() => '')).trim(), '', 'draft: is gone once saved');
    await close_page(page);
}

/* The last words are typed and the page is left at once: the draft must still be sent. */
async function draft_on_leaving(plan) {
    const text = `I sidste øjeblik ${Date.now()}`;
    const page = await signed_in_page('koordinator');
    await page.goto(`${ORIGIN}${plan}/edit`);
    const before = await page.inputValue(SUMMARY);
    await page.fill(SUMMARY, text);
    await page.goto(`${ORIGIN}/me`);
    await page.waitForTimeout(300);
    await page.goto(`${ORIGIN}${plan}/edit`);
    check_is(await page.inputValue(SUMMARY), text, 'draft: is sent when the page is left at once');
    await page.fill(SUMMARY, before);
    await Promise.all([page.waitForNavigation(), page.click(SAVE)]);
    await close_page(page);
}

async function draft_thrown_away(plan) {
    const page = await signed_in_page('koordinator');
    await page.goto(`${ORIGIN}${plan}/edit`);
    const before = await page.inputValue(SUMMARY);
    await page.fill(SUMMARY, 'Det her skal ikke bruges til noget');
    await saved(page);
    await Promise.all([page.waitForNavigation(), page.click('[data-draft-bar] button')]);
    check_is(await page.inputValue(SUMMARY), before, 'draft: thrown away, the saved text is back');
    await page.fill(SUMMARY, 'Heller ikke det her kan bruges');
    await saved(page);
    await page.goto(`${ORIGIN}/drafts`);
    check((await page.innerText('main')).includes('Heller ikke det her'), 'draft: stands among my drafts');
    await Promise.all([page.waitForNavigation(), page.locator('main li', { hasText: 'Heller ikke det her' }).locator('button').click()]);
    check(!(await page.innerText('main')).includes('Heller ikke det her'), 'draft: thrown away from the list', await page.innerText('main'));
    await close_page(page);
}

async function two_editors(plan) {
    const [one, two] = [await signed_in_page('koordinator'), await signed_in_page('koordinator', { inspect: true })];
    for (const page of [one, two])
        await page.goto(`${ORIGIN}${plan}/edit`);
    const before = await one.inputValue(SUMMARY);
    await one.fill(SUMMARY, `${before} Den enes ord.`);
    await two.fill(SUMMARY, `${before} Den andens ord.`);
    await Promise.all([one.waitForNavigation(), one.click(SAVE)]);
    await Promise.all([two.waitForNavigation(), two.click(SAVE)]);
    const shown = await two.innerText('main');
    check(shown.includes('Den enes ord.') && shown.includes('Den andens ord.'), 'two editors: both texts are shown', shown.slice(0, 600));
    check_is(await two.inputValue(SUMMARY), `${before} Den andens ord.`, 'two editors: own text stays in the form');
    const faults = await axe_faults(two);
    check(faults.length === 0, 'two editors: the page is accessible', faults.join('\n'));
    await two.click('.text-b button');
    check_is(await two.inputValue(SUMMARY), `${before} Den enes ord.`, 'two editors: the other text can be taken');
    await two.fill(SUMMARY, before);
    await Promise.all([two.waitForNavigation(), two.click(SAVE)]);
    check(await two.isVisible('.flash .alert-success'), 'two editors: the choice can be saved');
    await close_page(one);
    await close_page(two);
}

/* The session is gone when the form is sent: sign-in, then the same form with the text. */
async function ended_session(plan, script) {
    const how = script ? 'with script' : 'without script';
    const text = `Skrevet før log-ud ${Date.now()}`;
    const page = await signed_in_page('koordinator', { script });
    await page.goto(`${ORIGIN}${plan}/edit`);
    const before = await page.inputValue(SUMMARY);
    await page.fill(SUMMARY, text);
    await page.context().clearCookies();
    await Promise.all([page.waitForNavigation(), page.click(SAVE)]);
    check(await page.locator('input[name=password]').count() === 1, `ended session, ${how}: the sign-in comes`, page.url());
    await page.fill('input[name=username]', 'koordinator');
    await page.fill('input[name=password]', process.env.DEMO_PASSWORD ?? 'samplan');
    await Promise.all([page.waitForNavigation(), page.click('main form .button-primary')]);
    await choose_unit(page);
    check_is(await page.inputValue(SUMMARY).catch(() => `no such field at ${page.url()}`), text,
        `ended session, ${how}: the same form comes back with the text`);
    await page.fill(SUMMARY, before);
    await Promise.all([page.waitForNavigation(), page.click(SAVE)]);
    check(await page.isVisible('.flash .alert-success'), `ended session, ${how}: and it can be saved`, await page.innerText('main'));
    await close_page(page);
}

async function session_warning(plan) {
    const page = await open_page({ inspect: true });
    await page.clock.install();
    await sign_in(page, 'koordinator');
    await page.goto(`${ORIGIN}${plan}/edit`);
    await page.clock.fastForward('13:10');
    await page.waitForSelector('#session-dialog[open]');
    check((await page.innerText('#session-dialog')).includes('Kladden er gemt'), 'session: a warning two minutes before the end');
    const faults = await axe_faults(page);
    check(faults.length === 0, 'session: the warning is accessible', faults.join('\n'));
    await page.click('#session-dialog [data-stay]');
    await page.waitForSelector('#session-dialog', { state: 'hidden' });
    check(true, 'session: "Bliv" keeps it');
    await close_page(page);
}

async function sent_once(plan) {
    const page = await signed_in_page('koordinator');
    await page.goto(`${ORIGIN}${plan}/edit`);
    let posts = 0;
    await page.route((url) => url.pathname === plan, async (route) => {
        if (route.request().method() === 'POST') {
            posts++;
            await new Promise((resolve) => setTimeout(resolve, 1800));
        }
        await route.continue();
    });
    let label = '';
    await page.exposeFunction('tell_label', (text) => { label = text; });
    const leaves = page.waitForNavigation();
    await page.evaluate((selector) => {
        const button = document.querySelector(selector);
        button.click();
        button.click();
        setTimeout(() => window.tell_label(button.textContent), 1300);
    }, SAVE);
    await leaves;
    check_is(label, 'Gemmer …', 'sending: after a second the button says "Gemmer …"');
    check_is(posts, 1, 'sending: two clicks send once');
    await close_page(page);
}

export async function run() {
    const page = await signed_in_page('koordinator');
    const plan = await find_editable_plan(page);
    await close_page(page);
    await errors(plan);
    await drafts(plan);
    await draft_on_leaving(plan);
    await draft_thrown_away(plan);
    await two_editors(plan);
    await ended_session(plan, true);
    await ended_session(plan, false);
    await session_warning(plan);
    await sent_once(plan);
}
