/* Without a mouse: signing in, the way past the menu, shortcuts and how they are turned off. */
import { ORIGIN, PASSWORD, choose_unit, close_page, open_page, signed_in_page, tab_to } from './browser.mjs';
import { check, check_is } from './check.mjs';

async function sign_in_by_keys() {
    const page = await open_page();
    await page.goto(`${ORIGIN}/login`);
    await page.keyboard.press('Tab');
    check(await page.evaluate(() => document.activeElement.matches('.skipnav')), 'keyboard: the first stop leads past the head');
    check(await tab_to(page, 'input[name=username]'), 'keyboard: the user id is reached');
    await page.keyboard.type('koordinator');
    check(await tab_to(page, 'input[name=password]'), 'keyboard: the password is reached');
    await page.keyboard.type(PASSWORD);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await choose_unit(page);
    check(!new URL(page.url()).pathname.startsWith('/login'), 'keyboard: signed in', page.url());
    await close_page(page);
}

/* The focus must be seen: an outline or a shadow on whatever has it. */
async function focus_is_seen() {
    const page = await signed_in_page('koordinator');
    await page.goto(`${ORIGIN}/overview`);
    const unseen = [];
    for (let i = 0; i < 25; i++) {
        await page.keyboard.press('Tab');
        const fault = await page.evaluate(() => {
            const at = document.activeElement;
            if (!at || at === document.body)
                return null;
            const target = at.matches('.form-checkbox, .form-radio') ? at.nextElementSibling : at;
            const styles = [getComputedStyle(target), getComputedStyle(target, '::before'), getComputedStyle(at)];
            const seen = styles.some((s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none');
            return seen ? null : at.outerHTML.slice(0, 120);
        });
        if (fault)
            unseen.push(fault);
    }
    check(unseen.length === 0, 'keyboard: the focus is seen at every stop', unseen.join('\n'));
    await close_page(page);
}

async function shortcuts() {
    const page = await signed_in_page('koordinator');
    await page.goto(`${ORIGIN}/me`);
    await page.keyboard.press('g');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('b')]);
    check_is(new URL(page.url()).pathname, '/citizens', 'shortcuts: g b leads to the citizens');
    await page.keyboard.press('j');
    check(await page.evaluate(() => document.activeElement.closest('[data-row]') !== null), 'shortcuts: j goes to a row');
    await page.keyboard.press('/');
    check(await page.evaluate(() => document.activeElement.id === 'find'), 'shortcuts: / goes to the search');
    await page.keyboard.type('g t?');
    check_is(await page.inputValue('#find'), 'g t?', 'shortcuts: none fires in a field');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('?');
    check(await page.isVisible('#shortcuts-dialog'), 'shortcuts: ? shows the list');
    await page.click('#shortcuts-dialog label[for=shortcuts-on]');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    check(!await page.evaluate(() => document.activeElement.id === 'find'), 'shortcuts: can be turned off');
    await page.reload();
    await page.keyboard.press('/');
    check(!await page.evaluate(() => document.activeElement.id === 'find'), 'shortcuts: stay off');
    await close_page(page);
}

export async function run() {
    await sign_in_by_keys();
    await focus_is_seen();
    await shortcuts();
}
