/* The citizen's own texts without a line: what she writes is kept on this device until it can be sent. Loaded on her pages alone;
 * samplan.js tells, by the event samplan:draft, whether a draft reached the server. Texts of others are never kept here. */

const PREFIX = 'samplan-own:';

const keyOf = (form) => `${PREFIX}${form.dataset.own}:${form.dataset.draft}`;

function keep(form, values) {
    try {
        localStorage.setItem(keyOf(form), JSON.stringify(values));
    } catch {
        /* no room, or not allowed: the page still holds the text */
    }
}

function kept(form) {
    try {
        return JSON.parse(localStorage.getItem(keyOf(form)) ?? 'null');
    } catch {
        return null;
    }
}

function tell(form) {
    let line = form.parentElement.querySelector('[data-own-line]');
    if (!line) {
        line = document.createElement('p');
        line.className = 'saved warn-now';
        line.dataset.ownLine = '';
        line.setAttribute('role', 'status');
        form.before(line);
    }
    line.textContent = form.dataset.ownOffline ?? '';
}

function untell(form) {
    form.parentElement.querySelector('[data-own-line]')?.remove();
}

/* Puts back what was kept, and lets samplan.js send it as a draft. */
function restore(form) {
    const values = kept(form);
    if (!values)
        return;
    for (const [name, value] of Object.entries(values)) {
        const field = form.elements.namedItem(name);
        if (field instanceof RadioNodeList)
            field.value = value;
        else if (field && field.type !== 'hidden' && typeof value === 'string' && value !== '')
            field.value = value;
    }
    form.dispatchEvent(new Event('input', { bubbles: true }));
    tell(form);
}

const forms = [...document.querySelectorAll('form[data-own][data-draft]')];

document.addEventListener('samplan:draft', (event) => {
    const { form, values, ok } = event.detail;
    if (!forms.includes(form))
        return;
    if (ok) {
        localStorage.removeItem(keyOf(form));
        untell(form);
    } else {
        keep(form, values);
        tell(form);
    }
});

for (const form of forms) {
    restore(form);
    form.addEventListener('submit', (event) => {
        if (navigator.onLine) {
            localStorage.removeItem(keyOf(form));
            return;
        }
        event.preventDefault();
        const values = {};
        for (const [name, value] of new FormData(form))
            if (!name.startsWith('_') && typeof value === 'string')
                values[name] = value;
        keep(form, values);
        tell(form);
    });
}

/* The device may be somebody else's: nothing stays after signing out. */
document.querySelector('form[action="/logout"]')?.addEventListener('submit', () => {
    for (const key of Object.keys(localStorage))
        if (key.startsWith(PREFIX))
            localStorage.removeItem(key);
});
