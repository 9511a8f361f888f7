/* Passkeys: between a form and the browser. A form with data-passkey="sign-in", "confirm" or "register" asks the
 * server for a challenge when its button is pressed, has the browser's authenticator sign it, and sends the
 * answer in its hidden field "passkey". Pages that need it load it beside samplan.js; whatever carries
 * data-passkey-part is hidden until the browser is found to know passkeys. */

const csrf = document.body.dataset.csrf ?? '';

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

async function challenge(purpose) {
    const path = purpose === 'sign-in' ? '/login/passkey/challenge' : '/me/passkeys/challenge';
    const reply = await fetch(path, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json', 'Accept': 'application/json', 'X-CSRF-Token': csrf },
        body: JSON.stringify(purpose === 'sign-in' ? {} : { purpose }),
    });
    if (!reply.ok) throw new Error(String(reply.status));
    return reply.json();
}

const known = (asked) => asked.passkeys_list.map((id) => ({ type: 'public-key', id: bytes(id) }));

async function make(asked) {
    const made = await navigator.credentials.create({ publicKey: {
        challenge: bytes(asked.challenge),
        rp: { id: asked.rp_id, name: 'Samplan' },
        user: { id: bytes(asked.user_handle), name: asked.username, displayName: asked.name },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        attestation: 'none',
        excludeCredentials: known(asked),
    } });
    return {
        id: text(made.rawId),
        authenticatorData: text(made.response.getAuthenticatorData()),
        clientDataJSON: text(made.response.clientDataJSON),
    };
}

async function sign(asked) {
    const signed = await navigator.credentials.get({ publicKey: {
        challenge: bytes(asked.challenge),
        rpId: asked.rp_id,
        userVerification: 'required',
        allowCredentials: known(asked),
    } });
    return {
        id: text(signed.rawId),
        authenticatorData: text(signed.response.authenticatorData),
        clientDataJSON: text(signed.response.clientDataJSON),
        signature: text(signed.response.signature),
    };
}

async function send(form) {
    const purpose = form.dataset.passkey;
    const wrong = form.querySelector('[data-passkey-error]');
    const field = form.querySelector('input[name="passkey"]');
    wrong.textContent = '';
    wrong.hidden = true;
    try {
        const asked = await challenge(purpose);
        field.value = JSON.stringify(purpose === 'register' ? await make(asked) : await sign(asked));
    } catch (error) {
        wrong.textContent = error.name === 'InvalidStateError' ? wrong.dataset.known : wrong.dataset.failed;
        wrong.hidden = false;
        return;
    }
    form.submit();
}

if (window.PublicKeyCredential) {
    for (const form of document.querySelectorAll('form[data-passkey]')) {
        form.addEventListener('submit', (event) => {
            const name = form.querySelector('input[name="passkey_name"]');
            if (name && name.value.trim() === '') return; /* the server says what lacks */
            event.preventDefault();
            send(form);
        });
    }
    for (const part of document.querySelectorAll('[data-passkey-part]')) part.hidden = false;
}
