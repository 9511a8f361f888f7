/* Who may see what: the matrix on a wide screen and on a phone, an answer in a few taps, and a yes taken back while others read. */
import { NARROW, ORIGIN, WIDE, close_page, overflow, signed_in_page } from './browser.mjs';
import { check } from './check.mjs';

const visible_cells = (page) => page.evaluate(() => [...document.querySelectorAll('.matrix td')].filter((cell) => cell.getClientRects().length > 0).length);

/* The psychiatric part, open before somebody who reads it because Maja has said yes. */
async function open_part(page, plan) {
    await page.goto(`${ORIGIN}/plans/${plan}`);
    const href = await page.evaluate(() => [...document.querySelectorAll('a[href^="/contributing-plans/"]')]
        .find((a) => a.textContent.trim() === 'Behandlingsplan')?.getAttribute('href'));
    await page.goto(ORIGIN + href);
    await page.waitForTimeout(800); /* the stream opens */
    return href;
}

async function matrix(page, plan) {
    await page.goto(`${ORIGIN}/plans/${plan}/consents`);
    const wide = await visible_cells(page);
    check(await page.locator('.matrix a[title*="Ingen har sagt ja"]').count() > 0, 'consent: each cell says its sentence');
    check(await overflow(page) <= 0, 'consent: the matrix fits a wide screen');
    await page.setViewportSize(NARROW);
    check(await visible_cells(page) < wide, 'consent: a phone lists only those who may see');
    check(await overflow(page) <= 0, 'consent: and fits');
    check(!/Nej/.test(await page.evaluate(() => document.querySelector('.matrix').innerText)), 'consent: no "Nej" is listed there');
}

/* From her page to a stored yes: the taps that it takes. */
async function answer(page) {
    await page.goto(`${ORIGIN}/my-consents`);
    await page.click('main a[href="/my-consents/new"]');
    await page.click('label:has-text("Jobcenter Skive")');
    await page.click('label:has-text("Bolig og støtte")');
    await page.click('main form .button-primary');
    await page.waitForSelector('#preview');
    const told = await page.innerText('#preview');
    check(/Jobcenter Skive kommer til at se bolig og støtte/.test(told), 'consent: what a yes opens is said before it is saved', told);
    await page.click('#preview .button-primary');
    await page.waitForURL(`${ORIGIN}/my-consents`);
    check(/Jobcenter Skive må se bolig og støtte/.test(await page.innerText('main')), 'consent: five taps from her page to a stored yes');
}

/* A written yes with its scan: the file is chosen once, whatever the form comes back for. */
async function with_scan(page, plan) {
    const see = () => Promise.all([page.waitForNavigation(), page.click('#answer .btns [type=submit]')]);

    await page.setViewportSize(WIDE);
    await page.goto(`${ORIGIN}/plans/${plan}/consents/new`);
    await page.setInputFiles('#f-scan', { name: 'Majas ja.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 ja') });
    await page.check('input[name=source_code][value=written]');
    await see();
    check(/Majas ja.pdf/.test(await page.innerText('#held')), 'consent: an error keeps the scan');
    check(await page.isChecked('input[name=source_code][value=written]'), 'consent: and what was chosen');
    await page.check('input[name=recipient_keys] >> nth=0');
    await page.getByLabel('Mødereferater').check();
    await page.check('input[name=answer_code][value=permit]');
    await see();
    check(/Majas ja.pdf/.test(await page.innerText('#held')), 'consent: so does the preview');
    await Promise.all([page.waitForNavigation(), page.click('#preview .button-primary')]);
    check(/Majas ja.pdf/.test(await page.innerText('main')), 'consent: the scan is stored with the answer');
}

async function take_back(page, title) {
    await page.goto(`${ORIGIN}/my-consents`);
    await page.click(`li:has-text("${title}") a.button`);
    await page.click('main form .button-primary');
    await page.waitForURL(`${ORIGIN}/my-consents`);
}

export async function run() {
    const maja = await signed_in_page('borger', { viewport: NARROW });
    const coordinator = await signed_in_page('koordinator');
    const reader = await signed_in_page('socialraadgiver');
    await maja.goto(`${ORIGIN}/my-consents`);
    const plan = (await maja.content()).match(/\/plans\/([0-9a-f-]{36})\/consents\/cell/)[1];
    await matrix(coordinator, plan);
    await with_scan(coordinator, plan);
    await maja.goto(`${ORIGIN}/my-plan/parts`);
    await maja.click('main a[href^="/contributing-plans/"]');
    check(await maja.locator('.strip, .sp-tabs').count() === 0 && await maja.locator('.crumb a[href="/my-plan"]').count() === 1, 'consent: her own pages carry no tabs of the staff');
    const href = await open_part(reader, plan);
    await answer(maja);
    await take_back(maja, 'Jobcenter Skive må se bolig og støtte');
    check(await reader.locator('[data-live-section], h1').count() > 0 && !/ikke længere adgang/.test(await reader.innerText('main')),
        'consent: what concerns others leaves a page as it is');
    await take_back(maja, 'Voksenpsykiatrien Viborg, Rusmiddelrådgivningen Skive');
    await reader.waitForFunction(() => /ikke længere adgang/.test(document.querySelector('main').innerText), null, { timeout: 8000 })
        .then(() => check(true, 'consent: taken back, an open page is emptied within seconds'))
        .catch(() => check(false, 'consent: taken back, an open page is emptied within seconds'));
    check(!/Holm|Behandlingsplan/.test(await reader.innerText('main') + await reader.title()), 'consent: nothing of it is left on the screen');
    check((await reader.request.get(ORIGIN + href)).status() === 404, 'consent: and its address leads nowhere');
    await maja.click('main li:has-text("delte planer") a');
    await maja.click('main a:has-text("Forny for Voksenpsykiatrien")');
    check(await maja.locator('input[name=section_codes]:checked').count() === 7, 'consent: undoing begins from what was');
    for (const page of [maja, coordinator, reader])
        await close_page(page);
}
