/* The page "Sådan deler Samplan" says what the decision table says: build/web/sharing.json is what web/sharing.mjs makes of it
 * now. A sentence without English is shown in Danish; it is told here, and no fault: whoever corrects the table need not translate it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dir = mkdtempSync(join(tmpdir(), 'sharing-'));
const fresh = join(dir, 'sharing.json');
const faults = [];
try {
    execFileSync('node', ['web/sharing.mjs', 'tests/access/policy.csv', 'tests/access/policy_labels.csv', 'web/sharing.en.csv', fresh]);
    if (readFileSync(fresh, 'utf8') !== readFileSync('build/web/sharing.json', 'utf8'))
        faults.push('build/web/sharing.json is not what the decision table gives: make web');
    const { en } = JSON.parse(readFileSync(fresh, 'utf8'));
    for (const row of [...en.may_list, ...en.may_not_list])
        if (row.why_lang !== 'en')
            console.log(`policy.csv row ${row.nr}: no English for its reason in web/sharing.en.csv: ${row.why}`);
} finally {
    rmSync(dir, { recursive: true });
}
faults.forEach((fault) => console.log(fault));
process.exit(faults.length > 0 ? 1 : 0);
