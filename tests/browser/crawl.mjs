/* Every account follows every link it is shown, and each kind of page is examined: wide and on a phone. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ACCOUNTS, NARROW, ORIGIN, WIDE, ZOOMED, close_page, open_page, signed_in_page } from './browser.mjs';
import { check } from './check.mjs';
import { axe_faults, html_faults, icon_faults, structure_faults, width_faults } from './quality.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCREENS = join(ROOT, 'build/screens');
const ICONS = new Set([...readFileSync(join(ROOT, 'web/static/icons.svg'), 'utf8').matchAll(/id="([^"]+)"/g)].map((m) => m[1]));
const PAGES_FIRST = 70; /* for the first account of a kind of reader, */
const PAGES_NEXT = 16;  /* and for those who see the same pages of other citizens */
const SAME_KIND_MAX = 2;

/* Who sees the same kinds of pages. */
const READERS = { laege: 'doctor', leder: 'manager', 'leder-region': 'manager', revisor: 'auditor', administrator: 'administrator',
    borger: 'citizen', paaroerende: 'relative', foraelder: 'relative', frivillig: 'volunteer' };

/* /plans/0f…/edit?x=1 is the kind /plans/{id}/edit. */
export const kind_of = (path) => path.split(/[?#]/)[0].replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}');

const file_of = (account, kind, width) => {
    const name = `${account}${kind === '/' ? '-start' : kind}`.replace(/\{id\}/g, 'x').replace(/[^a-z0-9]+/g, '-');
    return join(SCREENS, `${name}-${width}.png`);
};

/* Links of our own that lead to pages. */
async function links_of(page) {
    const hrefs = await page.$$eval('a[href]', (links) => links.map((a) => a.href));
    return [...new Set(hrefs.filter((href) => href.startsWith(`${ORIGIN}/`)).map((href) => href.slice(ORIGIN.length).split('#')[0]))]
        .filter((path) => !/^\/(static|events)|\.(csv|json|ics|pdf)(\?|$)/.test(path));
}

/* All that is wrong with the page that is open. */
async function faults_of(page, html) {
    return [
        ...await html_faults(html), ...await structure_faults(page), ...await icon_faults(page, ICONS),
        ...await axe_faults(page), ...await width_faults(page), ...page.complaints.splice(0),
    ];
}

/* Opens an address; what is downloaded rather than shown is no page. */
async function visit(page, path) {
    try {
        const answer = await page.goto(ORIGIN + path, { waitUntil: 'load' });
        return answer.headers()['content-type']?.startsWith('text/html') ? answer : null;
    } catch (error) {
        if (/ERR_ABORTED|Download/.test(error.message))
            return null;
        throw error;
    }
}

/* Looks at a page; thoroughly when no such page was looked at for this kind of reader. Returns its links. */
async function examine(account, page, path, thorough) {
    const answer = await visit(page, path);
    if (!answer)
        return [];
    const kind = kind_of(path);
    const html = await answer.text();
    check(answer.status() === 200, `${account} ${kind}: is shown`, `${answer.status()} ${path}`);
    if (thorough)
        await page.screenshot({ path: file_of(account, kind, WIDE.width), fullPage: true });
    const wide = thorough ? await faults_of(page, html) : [...await structure_faults(page), ...await width_faults(page), ...page.complaints.splice(0)];
    check(wide.length === 0, `${account} ${kind}: sound at ${WIDE.width}`, `${path}\n${wide.join('\n')}`);
    const links = await links_of(page);
    await page.setViewportSize(NARROW);
    const narrow = await width_faults(page);
    if (thorough) {
        await page.screenshot({ path: file_of(account, kind, NARROW.width), fullPage: true });
        narrow.push(...await axe_faults(page));
    }
    await page.setViewportSize(ZOOMED);
    narrow.push(...(await width_faults(page)).map((fault) => `at ${ZOOMED.width}: ${fault}`), ...page.complaints.splice(0));
    check(narrow.length === 0, `${account} ${kind}: sound at ${NARROW.width}`, `${path}\n${narrow.join('\n')}`);
    await page.setViewportSize(WIDE);
    return links;
}

/* Breadth first, at most SAME_KIND_MAX pages of a kind. seen: kinds of page that a reader of this kind had
 * examined before; grows. */
async function crawl(account, seen) {
    const page = await signed_in_page(account, { inspect: true });
    page.complaints.length = 0;
    const queue = [new URL(page.url()).pathname, '/me'];
    const most = seen.size === 0 ? PAGES_FIRST : PAGES_NEXT;
    const met = new Set();
    const kinds = new Map();
    while (queue.length > 0 && met.size < most) {
        /* kinds that were not met yet come first */
        const next = Math.max(0, queue.findIndex((candidate) => !kinds.has(kind_of(candidate))));
        const [path] = queue.splice(next, 1);
        const kind = kind_of(path);
        if (met.has(path) || (kinds.get(kind) ?? 0) >= SAME_KIND_MAX)
            continue;
        met.add(path);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        queue.push(...await examine(account, page, path, !seen.has(kind)));
        seen.add(kind);
    }
    await close_page(page);
}

/* Pages for those who are not signed in, and pages that tell of a fault. */
async function crawl_open() {
    const page = await open_page({ inspect: true });
    for (const path of ['/login', '/accessibility', '/what-is-logged', '/how-samplan-shares'])
        await examine('nobody', page, path, true);
    const answer = await page.goto(`${ORIGIN}/no-such-page`);
    page.complaints.length = 0;
    check(answer.status() === 404, 'nobody: an unknown address is 404');
    await page.screenshot({ path: file_of('nobody', '/404', WIDE.width), fullPage: true });
    const faults = await faults_of(page, await answer.text());
    check(faults.length === 0, 'nobody 404: sound', faults.join('\n'));
    await close_page(page);
}

export async function run() {
    mkdirSync(SCREENS, { recursive: true });
    await crawl_open();
    const seen = new Map();
    for (const account of process.env.CRAWL_ACCOUNTS?.split(',') ?? ACCOUNTS) {
        const reader = READERS[account] ?? 'caseworker';
        if (!seen.has(reader))
            seen.set(reader, new Set());
        await crawl(account, seen.get(reader));
    }
    const all = new Set([...seen.values()].flatMap((kinds) => [...kinds]));
    console.log(`# kinds of pages met: ${[...all].sort().join(' ')}`);
}
