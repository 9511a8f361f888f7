/* Counts what holds and what does not, in the form that tests/run reads. */
export const counts = { passed: 0, failed: 0 };

export function check(holds, text, detail) {
    if (holds) {
        counts.passed++;
        console.log(`ok ${text}`);
    } else {
        counts.failed++;
        console.log(`not ok ${text}`);
        for (const line of String(detail ?? '').split('\n').filter(Boolean).slice(0, 12))
            console.log(`#   ${line}`);
    }
    return Boolean(holds);
}

export const check_is = (got, wanted, text) => check(got === wanted, text, `wanted: ${wanted}\ngot:    ${got}`);

/* Runs a part; an exception is one failure, the other parts go on. */
export async function part(name, run) {
    const began = Date.now();
    try {
        await run();
    } catch (error) {
        check(false, `${name}: runs to its end`, error.stack ?? error);
    }
    console.log(`# ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
