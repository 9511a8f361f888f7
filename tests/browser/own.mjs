/* The citizen on her phone: what she needs in a few taps, her own texts without a line, a remark and its answer, a question
 * about a look-up, everything about her as a file. */
import { NARROW, ORIGIN, close_page, overflow, sign_in, open_page, signed_in_page } from './browser.mjs';
import { check, check_is } from './check.mjs';

const text_of = (page) => page.innerText('main');
const send = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

async function few_taps(page) {
    const text = await text_of(page);
    check(/Det næste, der sker/.test(text), 'own: the next date stands first');
    check(await page.getAttribute('a[href^="tel:"]', 'href') !== null, 'own: the coordinator is rung in one tap');
    check((await page.locator('.bottomnav a').first().boundingBox()).height >= 56, 'own: the places under the thumb are 56 px high');
    await send(page, 'a.bigbtn');
    check(/Mine tidlige tegn/.test(await text_of(page)), 'own: the crisis plan is one tap away');
    check(await page.locator('section a[href^="tel:"]').count() >= 2, 'own: and those she can ring from it');
    check((await overflow(page)) <= 0, 'own: nothing is wider than the phone');
}

async function without_a_line(page) {
    await page.goto(`${ORIGIN}/my-plan/own/wrap-plan/edit`);
    const text = `Te og min dagbog. ${Date.now()}`;
    await page.context().setOffline(true);
    await page.fill('#f-content_1', text);
    await page.waitForSelector('[data-own-line]', { timeout: 8000 });
    check(/ligger på denne enhed/.test(await page.innerText('[data-own-line]')), 'own: without a line she is told where her text is');
    await page.click('main form[data-own] .button-primary');
    check_is(await page.inputValue('#f-content_1'), text, 'own: pressing Gem without a line loses nothing');
    check((await page.evaluate(() => Object.values(localStorage).join())).includes(text), 'own: it is kept on the device');
    await page.context().setOffline(false);
    await page.reload();
    check_is(await page.inputValue('#f-content_1'), text, 'own: and is there when the page comes back');
    await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('samplan-own:')), null, { timeout: 15000 });
    check(true, 'own: it leaves the device when the server has it');
    await send(page, 'main form[data-own] .button-primary');
    check((await text_of(page)).includes(text), 'own: it is saved');
}

async function remark(page) {
    await page.goto(`${ORIGIN}/my-plan/parts`);
    await send(page, 'a[href*="about=part"]');
    const text = `Det er jeg ikke enig i. ${Date.now()}`;
    await page.fill('#f-remark_text', text);
    await send(page, 'main form[data-own] .button-primary');
    check((await text_of(page)).includes(text), 'own: her remark is kept as she wrote it');
    const staff = await signed_in_page('overlaege');
    await staff.goto(`${ORIGIN}/citizens`);
    await send(staff, 'main a:has-text("Maja Holm")');
    check(/Ny bemærkning/.test(await text_of(staff)), 'own: staff are told of a new remark');
    await send(staff, 'a[href$="/remarks"]');
    const item = staff.locator('li.look', { hasText: text });
    check(await item.count() === 1, 'own: whoever may read the passage reads it');
    check(await item.locator('textarea, a[href$="/edit"], form').count() === 0, 'own: and cannot change it');
    await Promise.all([staff.waitForNavigation(), item.locator('a[href^="/remarks/"]').click()]);
    await staff.fill('#f-answer_text', 'Tak. Vi taler om det på torsdag.');
    await send(staff, 'main form[data-draft] .button-primary');
    await close_page(staff);
    await page.goto(`${ORIGIN}/my-plan`);
    check(/Du har fået svar på/.test(await text_of(page)), 'own: she is told of the answer');
    await page.goto(`${ORIGIN}/my-plan/remarks`);
    const mine = await page.locator('li.look', { hasText: text }).innerText();
    check(/Vi taler om det på torsdag/.test(mine) && /Læst af/.test(mine), 'own: she reads it, and who has read hers', mine);
}

async function question(page) {
    await page.goto(`${ORIGIN}/audit?who_code=municipality`);
    await Promise.all([page.waitForNavigation(),
        page.locator('article', { hasText: 'Rikke Bak' }).locator('a[href$="/question"]').first().click()]);
    await page.check('input[value=what]');
    await page.fill('#f-question_text', 'Hvad skulle I bruge det til?');
    await send(page, 'main form[data-own] .button-primary');
    check(/Du får svar senest/.test(await text_of(page)), 'own: a question about a look-up has a day for its answer');
    const manager = await signed_in_page('leder');
    await manager.goto(`${ORIGIN}/questions`);
    check(!/Maja/.test(await manager.content()), 'own: who answers does not see her name');
    await send(manager, 'li.look:has-text("Hvad skulle I bruge det til?") a');
    await manager.fill('#f-answer_text', 'Vi læste mål og opgaver for at finde støtte til dig.');
    await send(manager, 'main form[data-draft] .button-primary');
    check(/Vi læste mål og opgaver/.test(await text_of(manager)), 'own: it is answered');
    await close_page(manager);
    await page.goto(`${ORIGIN}/audit?who_code=municipality`);
    check(/Vi læste mål og opgaver/.test(await text_of(page)), 'own: the answer stands at the look-up');
}

async function file() {
    const page = await signed_in_page('borger', { viewport: NARROW });
    await page.goto(`${ORIGIN}/my-data`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[href="/my-data.html"]')]);
    check_is(download.suggestedFilename(), 'samplan-mine-oplysninger.html', 'own: everything about her is a file without a number in its name');
    const alone = await open_page({ viewport: NARROW, script: false });
    const place = `${await download.path()}.html`;
    await download.saveAs(place);
    await alone.goto(`file://${place}`);
    check(/Alt om mig i Samplan/.test(await alone.innerText('main')), 'own: which stands alone');
    check((await overflow(alone)) <= 0, 'own: and fits the phone');
    await close_page(alone);
    await close_page(page);
}

async function without_script() {
    const page = await sign_in(await open_page({ viewport: NARROW, script: false }), 'borger');
    await page.goto(`${ORIGIN}/my-plan/goals/new`);
    const goal = `Jeg vil ud at gå ${Date.now()}`;
    await page.fill('#f-title', goal);
    await page.click('main form[data-own] .button-primary');
    check((await text_of(page)).includes(goal), 'own: a goal in her own words, without script');
    await close_page(page);
}

export async function run() {
    const page = await signed_in_page('borger', { viewport: NARROW });
    await few_taps(page);
    await without_a_line(page);
    await remark(page);
    await question(page);
    await close_page(page);
    await file();
    await without_script();
}
