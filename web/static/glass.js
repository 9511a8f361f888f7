/* An emergency opening that runs: counts the minutes in the banner, and at the second at which it ends empties the page
 * that shows what it opened. The server closes by itself; this only takes away what it has already sent. The time left
 * came with the page and counts from when the page was asked for, so the clock of this machine does not matter. */

const banner = document.querySelector('[data-glass-left]');
const entry = performance.getEntriesByType('navigation')[0];
const began_ms = entry?.requestStart ?? 0;
const length_ms = Number(banner?.dataset.glassLeft) * 1000;
/* A machine that sleeps stops one of these clocks; the one that ran longer is right. */
const wall_ms = Date.now() - performance.now();
const left_ms = () => length_ms - Math.max(performance.now(), Date.now() - wall_ms) + began_ms;
const minutes = banner?.querySelector('[data-glass-minutes]');

const over = () => {
    const main = document.getElementById('main-content');
    const told = document.getElementById('glass-over');

    main?.replaceChildren(told.content.cloneNode(true));
    document.title = main?.querySelector('h1')?.textContent ?? document.title;
    document.getElementById('live-news')?.remove();
    banner.remove();
    main?.focus();
};

const show = () => {
    const n = Math.floor(left_ms() / 60000);
    const text = n < 1 ? minutes.dataset.less : n === 1 ? minutes.dataset.one : minutes.dataset.other.replace('{n}', n);

    if (minutes.textContent !== text)
        minutes.textContent = text;
};

const tick = () => {
    if (!banner.isConnected)
        return;
    if (left_ms() <= 0) {
        over();
        return;
    }
    show();
    setTimeout(tick, Math.min(left_ms(), 1000));
};

if (banner && Number.isFinite(length_ms)) {
    document.addEventListener('visibilitychange', () => { if (!document.hidden && banner.isConnected && left_ms() <= 0) over(); });
    addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
    tick();
}
