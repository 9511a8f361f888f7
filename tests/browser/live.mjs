/* What others save is offered without a reload, and comes through the page's own address. */
import { ORIGIN, close_page, signed_in_page } from './browser.mjs';
import { check } from './check.mjs';
import { find_editable_plan } from './plans.mjs';

async function change_summary(plan, text) {
    const page = await signed_in_page('koordinator');
    await page.goto(`${ORIGIN}${plan}/edit`);
    const before = await page.inputValue('#f-summary');
    await page.fill('#f-summary', text);
    await Promise.all([page.waitForNavigation(), page.click('main form[data-draft] .button-primary')]);
    await close_page(page);
    return before;
}

export async function run() {
    const reader = await signed_in_page('koordinator');
    const plan = await find_editable_plan(reader);
    await reader.goto(ORIGIN + plan);
    const text = `Nyt kort fortalt ${Date.now()}`;
    await reader.waitForTimeout(500);
    const before = await change_summary(plan, text);
    await reader.waitForSelector('#live-news button', { timeout: 10000 });
    const news = await reader.innerText('#live-news');
    check(/Opdateret af \S+/.test(news), 'live: who changed something is told', news);
    check(!(await reader.innerText('main')).includes(text), 'live: nothing moves before the reader asks for it');
    await reader.click('#live-news button');
    check((await reader.innerText('main')).includes(text), 'live: the new text is shown without a reload');
    check(await reader.evaluate(() => document.activeElement.matches('[data-live-section]')), 'live: the focus is on what is new');
    await change_summary(plan, before);
    await close_page(reader);
}
