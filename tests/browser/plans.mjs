/* Finding a plan to work on, as a person would: through the list of own citizens. */
import { ORIGIN } from './browser.mjs';

/* The address of the first plan on whose page `wanted(page)` holds; throws when there is none. */
export async function find_plan(page, wanted, what) {
    await page.goto(`${ORIGIN}/citizens`);
    const hrefs = await page.$$eval('main a[href^="/plans/"]', (links) => links.map((a) => a.getAttribute('href')));
    const plans = [...new Set(hrefs.map((href) => href.match(/^\/plans\/[0-9a-f-]{36}/)?.[0]).filter(Boolean))];
    for (const plan of plans.slice(0, 12)) {
        await page.goto(ORIGIN + plan);
        if (await wanted(page))
            return plan;
    }
    throw new Error(`no plan ${what} among ${plans.length}`);
}

const has = (selector) => async (page) => await page.locator(selector).count() > 0;

export const find_editable_plan = (page) => find_plan(page, has('main a[href$="/edit"][href^="/plans/"]'), 'that may be edited');
