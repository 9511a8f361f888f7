/* What script adds to pages that work without it: drafts kept while one writes, a warning before the
 * session ends, news of what others change, keyboard shortcuts, counters and a guard against double
 * sending. Everything starts from attributes in the HTML (README.md beside this file lists them); nothing here
 * decides, hides or holds data that the server has not given. Texts stand in #js-texts. */

const texts = document.getElementById('js-texts')?.dataset ?? {};
const csrf = document.body.dataset.csrf ?? '';
const fill = (text, values) => (text ?? '').replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/* For the modules beside this one: own.js keeps the citizen's texts while there is no line, access.js closes what may no longer be read. */
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

/* One polite live region for all that is said and not shown. */
const say = (() => {
    let region = null;
    return (text) => {
        if (!region) {
            region = document.createElement('div');
            region.className = 'sr-only';
            region.setAttribute('role', 'status');
            document.body.append(region);
        }
        region.textContent = '';
        setTimeout(() => { region.textContent = text; }, 50);
    };
})();

const post = (path, body, keepalive = false) => fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    keepalive,
    headers: { 'Content-Type': 'application/json', 'Accept': 'application/json', 'X-CSRF-Token': csrf },
    body: JSON.stringify(body),
});

/* ---------- the session ---------- */

const session = {
    warn_ms: 120000,
    longest_ms: 960000, /* no session idles longer than a quarter of an hour */
    at_ms: Date.parse(document.body.dataset.expiresAt || ''),
    ahead_ms: 0, /* the server's clock minus ours */
    channel: 'BroadcastChannel' in window ? new BroadcastChannel('samplan-session') : null,
    timer: 0,

    start() {
        if (!Number.isFinite(this.at_ms))
            return;
        this.dialog = document.getElementById('session-dialog');
        this.channel?.addEventListener('message', (event) => this.extend(event.data, false));
        this.channel?.postMessage(this.at_ms);
        this.dialog?.querySelector('[data-stay]').addEventListener('click', () => this.stay());
        this.dialog?.querySelector('[data-leave]').addEventListener('click', () => this.leave());
        this.dialog?.addEventListener('cancel', (event) => { event.preventDefault(); this.stay(); });
        document.addEventListener('visibilitychange', () => { if (!document.hidden) this.tick(); });
        /* A page that was just sent cannot be near its end, nor far from it: our clock must be wrong. */
        if (this.left_ms() <= this.warn_ms || this.left_ms() > this.longest_ms)
            this.stay();
        else
            this.tick();
    },

    left_ms() {
        return this.at_ms - Date.now() - this.ahead_ms;
    },

    /* The latest end that any tab has heard of counts: each request moves it. */
    extend(at, tell = true) {
        const at_ms = typeof at === 'number' ? at : Date.parse(at ?? '');
        if (!Number.isFinite(at_ms) || at_ms <= this.at_ms)
            return;
        this.at_ms = at_ms;
        if (tell)
            this.channel?.postMessage(at_ms);
        if (this.dialog?.open)
            this.dialog.close();
        this.tick();
    },

    tick() {
        clearTimeout(this.timer);
        const left_ms = this.left_ms();
        if (left_ms <= 0)
            return this.over();
        if (left_ms > this.warn_ms) {
            this.timer = setTimeout(() => this.tick(), Math.min(left_ms - this.warn_ms, 60000));
            return undefined;
        }
        this.warn(Math.ceil(left_ms / 1000));
        this.timer = setTimeout(() => this.tick(), 1000);
        return undefined;
    },

    warn(left_s) {
        if (!this.dialog)
            return;
        const text = this.dialog.querySelector('[data-text]');
        if (!this.dialog.open) {
            drafts.flush();
            this.dialog.showModal();
        } else if (left_s % 10 === 0 || left_s < 10) {
            text.textContent = fill(texts.sessionLeft, { n: left_s });
        }
    },

    async stay() {
        try {
            const answer = await post('/me/keepalive', {});
            if (answer.status === 401)
                return this.over();
            const told_ms = Date.parse(answer.headers.get('Date') ?? '');
            if (Number.isFinite(told_ms))
                this.ahead_ms = told_ms - Date.now();
            if (answer.ok)
                this.extend((await answer.json()).expires_at);
            this.tick();
        } catch {
            this.tick(); /* no connection: the dialog stays and counts on */
        }
        return undefined;
    },

    leave() {
        drafts.flush();
        document.querySelector('form[action="/logout"]')?.submit();
    },

    /* The page must not stand readable when its reader is logged out: go to the sign-in, which leads
     * back here. A page that answered a POST is fetched anew from its form's address. */
    over() {
        clearTimeout(this.timer);
        const text = this.dialog?.querySelector('[data-text]');
        if (text)
            text.textContent = texts.sessionEnded ?? '';
        location.replace(location.href.split('#')[0]);
    },
};

/* ---------- drafts ---------- */

const drafts = {
    idle_ms: 800,
    retry_ms: 10000,
    forms: [],

    start() {
        for (const form of document.querySelectorAll('form[data-draft]'))
            this.follow(form);
        for (const entry of this.forms)
            if (document.querySelector('[data-draft-bar] strong'))
                this.offer_discard(entry);
        const flush = () => this.flush(true);
        document.addEventListener('visibilitychange', () => { if (document.hidden) flush(); });
        addEventListener('pagehide', flush);
        addEventListener('online', () => this.flush());
    },

    follow(form) {
        const entry = { form, first: this.values(form), saved: JSON.stringify(this.values(form)), timer: 0, off: false, told: false };
        this.forms.push(entry);
        const changed = () => {
            clearTimeout(entry.timer);
            entry.timer = setTimeout(() => this.save(entry), this.idle_ms);
        };
        form.addEventListener('input', changed);
        form.addEventListener('change', changed);
        form.addEventListener('submit', (event) => {
            if (event.defaultPrevented)
                return;
            clearTimeout(entry.timer);
            entry.off = true;
        });
    },

    /* {name: text, …}; check boxes of one name become an array, a single one "true" or "". */
    values(form) {
        const values = {};
        for (const field of form.elements) {
            const { name, type } = field;
            if (!name || name.startsWith('_') || ['password', 'file', 'submit', 'button', 'fieldset'].includes(type))
                continue;
            if (type === 'checkbox') {
                const alike = form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`);
                if (alike.length > 1)
                    values[name] = [...alike].filter((box) => box.checked).map((box) => box.value);
                else
                    values[name] = field.checked ? field.value : '';
            } else if (type === 'radio') {
                values[name] ??= '';
                if (field.checked)
                    values[name] = field.value;
            } else {
                values[name] = field.value;
            }
        }
        return values;
    },

    flush(keepalive = false) {
        for (const entry of this.forms) {
            clearTimeout(entry.timer);
            this.save(entry, keepalive);
        }
    },

    async save(entry, keepalive = false) {
        const values = this.values(entry.form), now = JSON.stringify(values);
        const own_fields = Object.keys(values).filter((name) => entry.first[name] === ''); /* nothing stood there before */
        if (entry.off || now === entry.saved)
            return;
        const version = Number(entry.form.elements.namedItem('_version')?.value) || null;
        const before = entry.saved;
        entry.saved = now;
        try {
            const answer = await post('/drafts', { form: entry.form.dataset.draft, base_version: version, values, own_fields }, keepalive);
            if (answer.status === 401)
                return session.over();
            if (!answer.ok)
                throw new Error(String(answer.status));
            const reply = await answer.json();
            session.extend(reply.expires_at);
            this.show(entry, true, reply.saved_at);
            tell('samplan:draft', { form: entry.form, values, ok: true });
        } catch (error) {
            entry.saved = before;
            this.show(entry, false, null, error instanceof TypeError);
            tell('samplan:draft', { form: entry.form, values, ok: false });
            entry.timer = setTimeout(() => this.save(entry), this.retry_ms);
        }
        return undefined;
    },

    bar(entry) {
        let bar = document.querySelector('[data-draft-bar]');
        if (!bar) {
            bar = document.createElement('p');
            bar.className = 'saved';
            bar.dataset.draftBar = '';
            entry.form.before(bar);
        }
        return bar;
    },

    /* A way back to what stands: the draft goes, the page comes anew. */
    offer_discard(entry) {
        const bar = this.bar(entry);
        if (bar.querySelector('button'))
            return;
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'linklike nb';
        button.textContent = texts.draftDiscard;
        button.addEventListener('click', async () => {
            clearTimeout(entry.timer);
            entry.off = true;
            const answer = await post('/drafts', { form: entry.form.dataset.draft, discard: true }).catch(() => null);
            if (answer?.ok)
                location.replace(location.href.split('#')[0]);
            else
                entry.off = false;
        });
        bar.append(button);
    },

    /* Shown each time, said once: a reader of the screen is not told every other second. */
    show(entry, ok, at, offline = false) {
        const bar = this.bar(entry);
        const moment = at ? new Date(at) : new Date();
        const time = `${moment.getHours()}.${String(moment.getMinutes()).padStart(2, '0')}`;
        const text = ok ? fill(texts.draftSaved, { time }) : (offline ? texts.draftOffline : texts.draftFailed);
        bar.classList.toggle('warn-now', !ok);
        const strong = bar.querySelector('strong') ?? bar.appendChild(document.createElement('strong'));
        strong.textContent = text ?? '';
        for (const rest of bar.querySelectorAll('[data-rest]'))
            rest.hidden = !ok;
        this.offer_discard(entry);
        if (!entry.told || !ok)
            say(text ?? '');
        entry.told = ok;
    },
};

/* ---------- sending a form ---------- */

const sending = {
    start() {
        document.addEventListener('submit', (event) => this.submit(event));
        addEventListener('pageshow', (event) => { if (event.persisted) this.reset(); });
    },

    submit(event) {
        const form = event.target;
        if (event.defaultPrevented || form.method !== 'post')
            return;
        if (form.dataset.sent) {
            event.preventDefault();
            return;
        }
        form.dataset.sent = '1';
        const seen = event.submitter?.matches('.sr-only') ? null : event.submitter;
        const button = seen ?? form.querySelector('.button-primary, [type=submit]');
        if (!button)
            return;
        setTimeout(() => {
            button.setAttribute('aria-disabled', 'true');
            if (button.classList.contains('button-primary') && texts.saving) {
                button.dataset.label = button.textContent;
                button.textContent = texts.saving;
                say(texts.saving);
            }
        }, 1000);
    },

    reset() {
        for (const form of document.querySelectorAll('form[data-sent]'))
            delete form.dataset.sent;
        for (const button of document.querySelectorAll('[data-label]')) {
            button.textContent = button.dataset.label;
            button.removeAttribute('aria-disabled');
        }
    },
};

/* ---------- what others change ---------- */

const live = {
    idle_ms: 300000, /* with nobody at the screen nothing is fetched: each fetch would keep the session alive */
    used_ms: Date.now(),

    start() {
        this.root = document.querySelector('[data-live-plan]') ?? document.querySelector('main[data-access-plan]');
        this.news = document.getElementById('live-news');
        if (!this.root || !this.news || !('EventSource' in window))
            return;
        this.open();
        for (const touch of ['pointerdown', 'keydown', 'wheel'])
            addEventListener(touch, () => this.touched(), { passive: true });
        addEventListener('pagehide', () => this.source.close());
        addEventListener('pageshow', (event) => { if (event.persisted) { this.open(); this.heard(); } });
        document.addEventListener('visibilitychange', () => { if (!document.hidden && this.waiting) this.heard(); });
    },

    open() {
        const plan = this.root.dataset.livePlan ?? this.root.dataset.accessPlan;
        this.source = new EventSource(`/events?plan_id=${encodeURIComponent(plan)}`);
        this.source.addEventListener('changed', () => this.heard());
        this.source.addEventListener('resync', () => this.heard());
        this.source.addEventListener('access', (event) => tell('samplan:access', { ...JSON.parse(event.data), idle: this.idle() }));
    },

    /* Several changes in a row, and changes while the page is out of sight or nobody is there, are fetched once. */
    heard() {
        this.waiting = true;
        clearTimeout(this.timer);
        if (!this.idle())
            this.timer = setTimeout(() => this.fetch(), 400);
    },

    idle() {
        return document.hidden || Date.now() - this.used_ms >= this.idle_ms;
    },

    touched() {
        const was_idle = Date.now() - this.used_ms >= this.idle_ms;
        this.used_ms = Date.now();
        if (was_idle && this.waiting)
            this.heard();
    },

    /* The page itself, by its own address: the server checks and records the reading as always. */
    async fetch() {
        this.waiting = false;
        try {
            const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
            if (!answer.ok || answer.redirected)
                return;
            const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
            session.extend(page.body.dataset.expiresAt);
            const changed = [...page.querySelectorAll('[data-live-section]')].filter((section) => {
                const here = this.section(section.dataset.liveSection);
                return here && here.textContent.replace(/\s+/g, ' ') !== section.textContent.replace(/\s+/g, ' ');
            });
            if (changed.length > 0)
                this.offer(changed, page.querySelector('[data-live-by]')?.dataset.liveBy);
        } catch {
            /* no connection: EventSource tries again by itself, and so shall we at the next event */
        }
    },

    section(name) {
        return document.querySelector(`[data-live-section="${CSS.escape(name)}"]`);
    },

    offer(changed, by) {
        const text = document.createElement('span');
        text.textContent = fill(texts.live, { name: by || texts.liveSomeone });
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'button button-secondary small';
        button.textContent = texts.liveShow;
        button.addEventListener('click', () => this.show(changed));
        this.news.replaceChildren(text, button);
    },

    show(changed) {
        let first = null;
        for (const section of changed) {
            const here = this.section(section.dataset.liveSection);
            if (!here || here.querySelector('form[data-draft]'))
                continue;
            const fresh = document.importNode(section, true);
            for (const form of fresh.querySelectorAll('form'))
                delete form.dataset.sent;
            here.replaceWith(fresh);
            first ??= fresh;
        }
        this.news.replaceChildren();
        if (first) {
            first.tabIndex = -1;
            first.focus();
        }
    },
};

/* ---------- keyboard ---------- */

const keys = {
    places: { o: '/overview', t: '/tasks', m: '/appointments', b: '/citizens' },
    row: -1,
    lead: 0,

    start() {
        this.dialog = document.getElementById('shortcuts-dialog');
        document.addEventListener('keydown', (event) => this.down(event));
        if (!this.dialog)
            return;
        for (const button of document.querySelectorAll('[data-shortcuts]')) {
            button.hidden = false;
            button.addEventListener('click', () => this.dialog.showModal());
        }
        this.dialog.querySelector('[data-close]').addEventListener('click', () => this.dialog.close());
        const box = this.dialog.querySelector('[data-shortcuts-on]');
        box.checked = this.on();
        box.addEventListener('change', () => this.remember(box.checked));
    },

    on() {
        let here = null; /* what was chosen in this browser goes before the account's own setting */
        try {
            here = localStorage.getItem('samplan.shortcuts');
        } catch { /* a browser that keeps nothing */ }
        return (here ?? document.body.dataset.keys ?? 'on') !== 'off';
    },

    remember(on) {
        try {
            localStorage.setItem('samplan.shortcuts', on ? 'on' : 'off');
        } catch { /* a browser that keeps nothing: on, until the page is left */ }
    },

    down(event) {
        const field = event.target.closest?.('input, textarea, select, [contenteditable]');
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && field?.form) {
            event.preventDefault();
            field.form.requestSubmit(field.form.querySelector('.button-primary') ?? undefined);
            return;
        }
        if (event.key === 'Escape') {
            this.close_menus();
            return;
        }
        const typing = field && !['checkbox', 'radio'].includes(field.type);
        if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') || !this.on())
            return;
        if (this.act(event.key))
            event.preventDefault();
    },

    act(key) {
        if (this.lead && Date.now() - this.lead < 1500) {
            this.lead = 0;
            return this.go(document.querySelector(`.sp-nav a[href="${this.places[key] ?? '-'}"]`));
        }
        switch (key) {
        case '?': this.dialog?.showModal(); return Boolean(this.dialog);
        case '/': return this.focus(document.getElementById('find'));
        case 'g': this.lead = Date.now(); return true;
        case 'j': return this.step(1);
        case 'k': return this.step(-1);
        case 'x': return this.go(this.here()?.querySelector('input[type=checkbox]'));
        case 's': return this.go(this.here()?.querySelector('[data-answer], .button'));
        default: return /^[1-7]$/.test(key) && this.go(document.querySelectorAll('.sp-tabs a')[Number(key) - 1]);
        }
    },

    go: (element) => (element?.click(), Boolean(element)),
    focus: (element) => (element?.focus(), Boolean(element)),

    here() {
        return document.querySelectorAll('[data-row]')[this.row] ?? null;
    },

    step(by) {
        const rows = [...document.querySelectorAll('[data-row]')];
        if (rows.length === 0)
            return false;
        this.here()?.classList.remove('at');
        const focused = rows.findIndex((row) => row.contains(document.activeElement));
        const from = focused >= 0 ? focused : this.row;
        this.row = Math.max(0, Math.min(rows.length - 1, from + by));
        rows[this.row].classList.add('at');
        return this.focus(rows[this.row].querySelector('a, button'));
    },

    close_menus() {
        for (const menu of document.querySelectorAll('.sp-user[open]')) {
            menu.open = false;
            menu.querySelector('summary').focus();
        }
    },
};

/* ---------- small things ---------- */

/* "2 valgt" beside the buttons that work on ticked rows. */
function bulk_start() {
    for (const place of document.querySelectorAll('[data-bulk-count]')) {
        const form = place.closest('form');
        const count = () => {
            const n = form.querySelectorAll('tbody input[type=checkbox]:checked, [data-row] input[type=checkbox]:checked').length;
            place.textContent = fill(place.dataset.text, { n });
        };
        form.addEventListener('change', count);
        count();
    }
}

/* How many characters are left, told from four fifths of the limit. */
function counters_start() {
    for (const area of document.querySelectorAll('textarea[data-counter]')) {
        const max = Number(area.dataset.counter);
        if (!max)
            continue;
        const line = document.createElement('span');
        line.className = 'counter meta';
        line.setAttribute('role', 'status');
        area.after(line);
        const count = () => {
            const left = max - [...area.value].length;
            line.classList.toggle('late', left < 0);
            line.textContent = left > max / 5 ? ''
                : fill(left < 0 ? texts.charactersOver : texts.charactersLeft, { n: Math.abs(left) });
        };
        area.addEventListener('input', count);
        count();
    }
}

/* When two have written the same: a button that brings either text into the field. */
function stale_start() {
    for (const source of document.querySelectorAll('[data-text-of]')) {
        const field = document.getElementById(source.dataset.textOf);
        if (!field || !('value' in field))
            continue;
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'button button-secondary small mt-3';
        button.textContent = texts.useText;
        button.addEventListener('click', () => {
            field.value = source.textContent;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.focus();
            say(texts.textUsed ?? '');
        });
        source.after(button);
    }
}

function menus_start() {
    document.addEventListener('click', (event) => {
        for (const menu of document.querySelectorAll('.sp-user[open]'))
            if (!menu.contains(event.target))
                menu.open = false;
    });
    for (const button of document.querySelectorAll('[data-print]')) {
        button.hidden = false;
        button.addEventListener('click', () => print());
    }
}

drafts.start();
session.start();
sending.start();
live.start();
keys.start();
bulk_start();
counters_start();
stale_start();
menus_start();
document.querySelector('[data-focus]')?.focus();
