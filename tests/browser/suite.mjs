/* Runs the parts one after another and adds up what they found. */
import { close_browser, open_browser } from './browser.mjs';
import { check, counts, part } from './check.mjs';

const PARTS = ['keyboard', 'story', 'emergency', 'forms', 'factor', 'live', 'consent', 'relative', 'own', 'sharing', 'crawl'];
const wanted = process.argv.length > 2 ? process.argv.slice(2) : PARTS;

await open_browser();
try {
    for (const name of wanted) {
        if (!check(PARTS.includes(name), `there is a part ${name}`))
            continue;
        const { run } = await import(`./${name}.mjs`);
        await part(name, run);
    }
} finally {
    await close_browser();
}
console.log(`SUITE browser: ${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed > 0 ? 1 : 0);
