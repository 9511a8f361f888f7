/* Second factors: one-time codes with the picture, recovery codes, a passkey of a virtual authenticator, and a
 * form that comes back whole after one had to confirm. Passkeys want a name, so the origin is localhost. */
import { NARROW, ORIGIN, PASSWORD, WIDE, choose_unit, close_page, open_page, overflow, sign_in } from './browser.mjs';
import { check, check_is } from './check.mjs';
import { axe_faults, structure_faults } from './quality.mjs';
import { totp } from '../http/client.mjs';

const HERE = ORIGIN.replace('127.0.0.1', 'localhost');
const USER = 'jobkonsulent';

async function page_good(page, name) {
    for (const viewport of [WIDE, NARROW]) {
        await page.setViewportSize(viewport);
        const faults = [...await axe_faults(page), ...await structure_faults(page)];
        check(faults.length === 0, `${name}: accessible, ${viewport.width} px`, faults.join('\n'));
        check(await overflow(page) <= 0, `${name}: no sideways scrolling, ${viewport.width} px`);
    }
}

async function give_password(page, next) {
    await page.goto(`${HERE}/login?next=${next}`);
    await page.fill('input[name=username]', USER);
    await page.fill('input[name=password]', PASSWORD);
    await page.click('form[action="/login"] [type=submit]');
    await choose_unit(page);
}

/* A passkey that asks nobody and always says yes. */
async function authenticator(page) {
    const browser = await page.context().newCDPSession(page);
    await browser.send('WebAuthn.enable');
    await browser.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal',
        hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
}

async function codes_on(page) {
    await page.goto(`${HERE}/me/second-factor`);
    await page_good(page, 'second factor, none');
    await page.click('form[action$="/codes/begin"] [type=submit]');
    await page_good(page, 'second factor, picture');
    check(await page.isVisible('.qr svg path'), 'second factor: the picture is there');
    const secret = await page.textContent('p.pre.big');
    await page.fill('#f-code', '12');
    await page.click('form[action$="/codes"] .button-primary');
    check(await page.isVisible('#f-code-error'), 'second factor: a wrong code is told at its field');
    check_is(await page.textContent('p.pre.big'), secret, 'second factor: the secret stays the same');
    await page.fill('#f-code', totp(secret, -1));
    await page.click('form[action$="/codes"] .button-primary');
    check_is(await page.locator('.recovery li').count(), 10, 'second factor: ten recovery codes');
    await page_good(page, 'recovery codes');
    const code = await page.textContent('.recovery li:first-child');
    await page.click('main .button-primary');
    return { secret, code: code.trim() };
}

async function passkey_on(page) {
    await page.fill('#f-passkey_name', 'Min telefon');
    await page.click('form[data-passkey="register"] [type=submit]');
    await page.waitForSelector('form[action*="/me/passkeys/"]');
    await page_good(page, 'second factor, both');
    await page.goto(`${HERE}/me`);
    await page_good(page, 'own page');
    check((await page.innerText('main')).includes('En adgangsnøgle blev tilføjet'), 'own page: tells of the passkey');
}

async function sign_in_again(page, { secret, code }) {
    await page.click('form[action="/me/sessions/end-all"] [type=submit]');
    check(page.url().endsWith('/login'), 'end all: signs out here too');
    await give_password(page, '/me');
    check(page.url().includes('/me/confirm'), 'sign-in: the password is half of it');
    await page_good(page, 'confirm');
    await page.fill('#f-code', totp(secret));
    await page.click('form:not([data-passkey])[action="/me/confirm"] .button-primary');
    check_is(page.url(), `${HERE}/me`, 'sign-in: the code is the other half');
    await page.context().clearCookies();
    await give_password(page, '/me');
    await page.fill('#f-code', code);
    await page.click('form:not([data-passkey])[action="/me/confirm"] .button-primary');
    check_is(page.url(), `${HERE}/me`, 'sign-in: a recovery code serves as well');
    await page.context().clearCookies();
    await give_password(page, '/me');
    await page.click('form[data-passkey="confirm"] [type=submit]');
    await page.waitForURL(`${HERE}/me`);
    check(true, 'sign-in: a passkey serves as well');
    await page.context().clearCookies();
    await page.goto(`${HERE}/login?next=/me`);
    await page.click('form[data-passkey="sign-in"] [type=submit]');
    await page.waitForURL(`${HERE}/me`);
    check(true, 'sign-in: a passkey alone is enough');
}

async function all_off(page) {
    await page.goto(`${HERE}/me/second-factor`);
    await page.click('form[action*="/me/passkeys/"] [type=submit]');
    await page.click('form[action$="/codes/remove"] [type=submit]');
    check(await page.isVisible('form[action$="/codes/begin"] .button-primary'), 'second factor: all taken away again');
    await page.goto(`${HERE}/me`);
    await page.click('form[action="/me/notices/seen"] [type=submit]');
    check(!await page.isVisible('form[action="/me/notices/seen"]'), 'own page: what was seen is not told again');
}

export async function run() {
    const page = await open_page({ inspect: true });
    await authenticator(page);
    await give_password(page, '/me');
    const given = await codes_on(page);
    await passkey_on(page);
    await sign_in_again(page, given);
    await all_off(page);
    const faults = page.complaints.filter((text) => !/status of 4\d\d/.test(text));
    check(faults.length === 0, 'second factor: the browser complains of nothing', faults.join('\n'));
    await close_page(page);
    const plain = await open_page({ script: false });
    await sign_in(plain, USER);
    await plain.goto(`${ORIGIN}/me/second-factor`);
    check(await plain.isVisible('form[action$="/codes/begin"] [type=submit]') && !await plain.isVisible('form[data-passkey]'),
        'second factor: without script, codes but no passkeys');
    await close_page(plain);
}
