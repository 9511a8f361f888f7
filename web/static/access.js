/* A page that is open when its reader's rights change, or end by time, is asked for anew at once; what may no longer be read goes
 * from the screen. samplan.js passes on what the server says ("samplan:access"); the instant at which a right ends by itself stands in
 * main[data-access-until]. Without script the next request decides. Nothing is decided here. */

const texts = document.getElementById('js-texts')?.dataset ?? {};
const main = document.querySelector('main');
const MAX_TIMER_MS = 2147483647;
const MARGIN_MS = 1100; /* the Date header counts whole seconds */

/* Nothing of the page stays: not the text, not the title, not what the page kept aside. */
function empty(text, link) {
    const note = document.createElement('div');
    note.className = 'container';
    note.setAttribute('role', 'alert');
    const heading = document.createElement('h1');
    heading.textContent = texts.accessHeading ?? '';
    const line = document.createElement('p');
    line.textContent = text ?? '';
    const way = document.createElement('a');
    way.href = link.href;
    way.textContent = link.text ?? '';
    note.append(heading, line, way);
    main.replaceChildren(note);
    document.title = 'Samplan';
    heading.tabIndex = -1;
    heading.focus();
}

const here = () => location.href.split('#')[0];

/* The page by its own address, as every reading is: checked and recorded. until_ms: when a right ends by the page, which our clock may
 * have reached too early; the server's clock counts. */
async function ask(until_ms) {
    try {
        const answer = await fetch(here(), { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
        const left_ms = until_ms - Date.parse(answer.headers.get('Date') ?? '');
        if (answer.ok && left_ms > 0)
            setTimeout(() => turned({ lost: false, idle: document.hidden }, until_ms), left_ms + MARGIN_MS);
        else if (answer.ok)
            location.replace(here());
        else
            empty(texts.accessLost, { href: '/', text: texts.accessHome });
    } catch {
        empty(texts.accessChanged, { href: here(), text: texts.accessShow });
    }
}

function turned(detail, until_ms = NaN) {
    if (detail.lost)
        empty(texts.accessLost, { href: '/', text: texts.accessHome });
    else if (detail.idle) /* fetching would keep the session alive with nobody there, so nothing is left to be read either */
        empty(texts.accessChanged, { href: here(), text: texts.accessShow });
    else
        ask(until_ms);
}

function wait_for_end() {
    const until_ms = Date.parse(main?.dataset.accessUntil ?? '');
    const left_ms = until_ms - Date.now() + MARGIN_MS;
    if (Number.isFinite(left_ms) && left_ms < MAX_TIMER_MS)
        setTimeout(() => turned({ lost: false, idle: document.hidden }, until_ms), Math.max(left_ms, 0));
}

document.addEventListener('samplan:access', (event) => turned(event.detail));
wait_for_end();
