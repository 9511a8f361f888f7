/* Chromium and what every part does with it: windows, signing in, watching for errors. */
import { chromium } from 'playwright-core';

export const ORIGIN = process.env.TEST_ORIGIN ?? process.env.SAMPLAN_ORIGIN ?? 'http://127.0.0.1:8080';
export const PASSWORD = process.env.DEMO_PASSWORD ?? 'samplan';
export const WIDE = { width: 1366, height: 900 };
export const NARROW = { width: 390, height: 844 };
export const ZOOMED = { width: 320, height: 640 }; /* 1280 at 400 %, WCAG 1.4.10 */

/* Each demo account, and whether it sees citizens at all. */
export const ACCOUNTS = ['koordinator', 'overlaege', 'socialraadgiver', 'jobkonsulent', 'rusmiddelbehandler', 'laege', 'uu',
    'leder', 'leder-region', 'revisor', 'administrator', 'borger', 'fremmed', 'paaroerende', 'foraelder', 'frivillig'];

let browser = null;

export async function open_browser() {
    browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
    });
}

export async function close_browser() {
    await browser?.close();
}

/* A window with its own cookies. Everything that a page complains of is kept in page.complaints. */
export async function open_page({ viewport = WIDE, script = true, inspect = false, language = 'da-DK' } = {}) {
    const context = await browser.newContext({
        viewport, javaScriptEnabled: script, bypassCSP: inspect, locale: language, timezoneId: 'Europe/Copenhagen',
        reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15000);
    const page = await context.newPage();
    page.complaints = [];
    page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()))
            page.complaints.push(message.text());
    });
    page.on('pageerror', (error) => page.complaints.push(String(error)));
    return page;
}

export const close_page = (page) => page.context().close();

/* Signs in by the form, chooses the first unit when there is a choice, ends on the start page. */
export async function sign_in(page, username, password = PASSWORD) {
    await page.goto(`${ORIGIN}/login`);
    await page.fill('input[name=username]', username);
    await page.fill('input[name=password]', password);
    await page.click('main button[type=submit]');
    await choose_unit(page);
    if (new URL(page.url()).pathname.startsWith('/login'))
        throw new Error(`${username} was not let in: ${await page.innerText('main')}`);
    return page;
}

export async function choose_unit(page) {
    if (new URL(page.url()).pathname !== '/assignments')
        return;
    await page.locator('main form[action^="/assignments"] [type=submit], main form [type=submit]').first().click();
}

export async function signed_in_page(username, options) {
    return sign_in(await open_page(options), username);
}

/* Tabs until the wanted element has the focus; false when it is not met in `most` steps. */
export async function tab_to(page, selector, most = 60) {
    for (let i = 0; i < most; i++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector))
            return true;
    }
    return false;
}

/* How many pixels wider than the window the page is. */
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
