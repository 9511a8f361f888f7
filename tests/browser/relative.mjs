/* Maja's sister signs in: the crisis plan in two taps, a task and a meeting answered; what Maja takes back goes from the open page at once. */
import { NARROW, ORIGIN, close_page, overflow, signed_in_page } from './browser.mjs';
import { check } from './check.mjs';

/* Maja says what Line may know of a section, on her own page. */
async function say(field, level) {
    const page = await signed_in_page('borger');
    await page.goto(`${ORIGIN}/my-consents`);
    await page.click('a[href$="/related"]');
    await page.click('li:has-text("Line Holm") a[href$="/involvement"]');
    await page.selectOption(`#f-${field}`, level);
    await Promise.all([page.waitForNavigation(), page.click('form[action$="involvement"] .button-primary')]);
    check((await page.innerText('main')).includes('Det gælder fra nu'), `relative: Maja says ${field} ${level}`, await page.innerText('main'));
    await close_page(page);
}

async function crisis_plan(script) {
    const page = await signed_in_page('paaroerende', { viewport: NARROW, script });
    check((await page.innerText('h1')) === 'Det har Maja valgt at dele med dig', 'relative: says whose choice it is');
    check((await overflow(page)) <= 0, 'relative: fits a phone');
    await page.click('main a[href$="/crisis-plan"]');
    check((await page.innerText('h1')).includes('Kriseplan') && (await page.locator('main section').count()) > 1,
        `relative: the crisis plan in one tap ${script ? '' : 'without script'}`);
    await close_page(page);
}

async function emptied() {
    const page = await signed_in_page('paaroerende', { viewport: NARROW });
    await page.click('main a[href$="/social"]');
    const address = page.url();
    const text = await page.innerText('main h2 >> nth=0');
    await page.waitForTimeout(500);
    await say('level_social', 'out');
    const gone = await page.waitForFunction((was) => !document.querySelector('main').innerText.includes(was), text, { timeout: 10000 })
        .then(() => true, () => false);
    check(gone, 'relative: what Maja takes back goes from the open page', await page.innerText('main'));
    const answer = await page.goto(address);
    check(answer.status() === 404, 'relative: an old address is 404', String(answer.status()));
    page.complaints.splice(0);
    await page.goto(`${ORIGIN}/relative`);
    check(!(await page.innerText('main')).includes('Socialt'), 'relative: nor is it among what is shared');
    await close_page(page);
    await say('level_social', 'involved');
}

async function volunteer() {
    const page = await signed_in_page('frivillig', { viewport: NARROW });
    check(!(await page.content()).includes('Holm'), 'volunteer: no family name');
    check((await page.locator('header a[href="/citizens"], header form[action="/citizens/search"]').count()) === 0, 'volunteer: no way to citizens');
    await page.click('main a[href^="/invitations/"]');
    await Promise.all([page.waitForNavigation(), page.click('button[name=answer_code] >> nth=0')]);
    check(/Du kommer/.test(await page.innerText('main')), 'volunteer: answers a meeting', await page.innerText('main'));
    await close_page(page);
}

export async function run() {
    await crisis_plan(true);
    await crisis_plan(false);
    await emptied();
    await volunteer();
}
