// A button that asks the device for a passkey, and sends its answer with the form (Web Authentication, W3C).

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const readKeys = (keys) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

async function create(options) {
  const { user, challenge, excludeCredentials } = options;
  const publicKey = {
    ...options,
    challenge: toBytes(challenge),
    user: { ...user, id: toBytes(user.id) },
    excludeCredentials: readKeys(excludeCredentials),
  };
  const { response } = await navigator.credentials.create({ publicKey });
  return { clientDataJSON: toText(response.clientDataJSON), attestationObject: toText(response.attestationObject) };
}

async function get(options) {
  const { challenge, allowCredentials } = options;
  const publicKey = { ...options, challenge: toBytes(challenge), allowCredentials: readKeys(allowCredentials) };
  const { rawId, response } = await navigator.credentials.get({ publicKey });
  return {
    id: toText(rawId),
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    ...(response.userHandle && { userHandle: toText(response.userHandle) }),
  };
}

async function askServer(address) {
  const answer = await fetch(address, { method: "POST", headers: { accept: "application/json" } });
  if (answer.status === 429) throw new DOMException("", "QuotaExceededError");
  // The session, or the time after the password, is over.
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// The name of the text that explains an error. The standard has one error for a refusal and for the end of the time.
function explain({ name }, isLate) {
  if (name === "NotAllowedError" || name === "AbortError") return isLate ? "late" : "cancelled";
  if (name === "InvalidStateError") return "known";
  if (name === "SecurityError") return "elsewhere";
  if (name === "NotSupportedError" || name === "ConstraintError") return "unsupported";
  return name === "QuotaExceededError" ? "throttled" : "failed";
}

export default function bindPasskeyButton(box) {
  const texts = box.dataset;
  const status = box.querySelector("[role=status]");
  if (location.origin !== texts.origin) {
    status.textContent = texts.elsewhere;
    return;
  }
  if (!window.PublicKeyCredential) {
    status.textContent = texts.unsupported;
    return;
  }
  const field = box.querySelector("[name=passkey]");
  const button = box.querySelector("button");
  status.textContent = "";
  box.querySelector(".passkey-offer").hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    status.textContent = texts.busy;
    let [begun, timeout] = [Date.now(), Infinity];
    try {
      const options = texts.options ? JSON.parse(texts.options) : await askServer(texts.ask);
      [begun, timeout] = [Date.now(), options.timeout];
      field.value = JSON.stringify(texts.options ? await create(options) : await get(options));
      box.closest("form").requestSubmit();
    } catch (problem) {
      status.textContent = texts[explain(problem, Date.now() - begun >= timeout - 1000)];
    }
    button.disabled = false;
  });
}
