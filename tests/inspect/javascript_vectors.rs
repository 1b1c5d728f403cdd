//! The scanner's JavaScript against the test vectors of the credential crate, run in a real browser.

use serde_json::{Value, json};

use super::scanner_setup::ScannerSetup;
use crate::support::chromium::Chromium;

/// The start of every script: imports our modules by name, decodes base64, builds the key map.
const SCRIPT_PREAMBLE: &str = "const done = arguments[arguments.length - 1];
    const module = (name) => import(`/static/now/inspect/${name}.js`);
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const keysOf = async (keys) => (await module('keys')).readKeys({ keys: keys.map(({ kid, x, y, withdrawn }) =>
      ({ kty: 'EC', crv: 'P-256', alg: 'ES256', kid, x, y, camket_withdrawn: withdrawn })) });
    const run = (work) => work().then((wrong) => done(wrong), (problem) => done([String(problem), String(problem.stack)]));";

/// Runs a script over vectors and fails with the cases it reports as wrong.
fn check_vectors(vectors: &str, script: &str) {
    let vectors: Value = serde_json::from_str(vectors).expect("vectors");
    let script = format!("{SCRIPT_PREAMBLE} const vectors = arguments[0]; run(async () => {{ {script} }});");
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let browser = Chromium::phone().await;
        browser.open(&format!("{}/scan", setup.url())).await;
        let wrong = browser.run(&script, vec![vectors]).await;
        assert_eq!(wrong, json!([]));
        browser.close().await;
    });
}

#[test]
fn tokens_are_read_as_the_server_reads_them() {
    check_vectors(
        include_str!("../../src/credential/vectors/tokens.json"),
        "const [scan, token] = [await module('scan'), await module('token')];
         const keys = await keysOf(vectors.keys);
         const wrong = [];
         for (const { name, text, proof, claims } of vectors.cases) {
           const found = scan.read(text, vectors.public_url);
           const read = found.kind === 'token' ? await token.read(found.token, keys) : { proof: found.kind, claims: null };
           if (read.proof !== proof) wrong.push([name, proof, read.proof]);
           const own = read.claims && { number: read.claims.number, issued_at: read.claims.issuedAt, expires_at: read.claims.expiresAt,
             index: read.claims.index, kind: read.claims.kind, name: read.claims.name, address: read.claims.address, area: read.claims.area };
           for (const part of Object.keys(claims ?? own ?? {})) if (claims?.[part] !== own?.[part]) wrong.push([name, part]);
         }
         if (vectors.cases.length < 100) wrong.push('too few');
         return wrong;",
    );
}

#[test]
fn no_bit_of_a_token_can_be_turned() {
    check_vectors(
        include_str!("../../src/credential/vectors/tokens.json"),
        "const [token, { fromBase32 }] = [await module('token'), await module('bytes')];
         const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
         const toBase32 = (all) => {
           let [text, held, bits] = ['', 0, 0];
           for (const byte of all) { bits = (bits << 8) | byte; held += 8; while (held >= 5) { held -= 5; text += letters[(bits >> held) & 31]; } bits &= 255; }
           return held ? text + letters[(bits << (5 - held)) & 31] : text;
         };
         const keys = await keysOf(vectors.keys);
         const good = vectors.cases.find(({ name }) => name === vectors.flips.of).text.split('/v/')[1];
         const whole = fromBase32(good);
         const wrong = toBase32(whole) === good ? [] : ['base32'];
         for (let bit = 0; bit < whole.length * 8; bit += 1) {
           const turned = whole.slice();
           turned[bit >> 3] ^= 1 << (bit % 8);
           const { proof } = await token.read(toBase32(turned), keys);
           if (proof !== (vectors.flips.unknown_key_bits.includes(bit) ? 'unknown_key' : 'broken')) wrong.push([bit, proof]);
         }
         return wrong;",
    );
}

#[test]
fn verdicts_equal_the_servers() {
    check_vectors(
        include_str!("../../src/credential/vectors/verdicts.json"),
        "const { judgeEvidence } = await module('verdict');
         const wrong = [];
         for (const one of vectors.cases) {
           const answer = one.as_of === null ? null : { said: one.said === 'issued' ? 'valid' : one.said, asOf: one.as_of };
           const found = judgeEvidence({ proof: one.proof, expiresAt: one.expires_at, answer, keysAsOf: one.keys_as_of ?? null, now: vectors.now }, vectors.limits);
           if (found !== one.verdict) wrong.push([one, found]);
         }
         if (vectors.cases.length < 600) wrong.push('too few');
         return wrong;",
    );
}

#[test]
fn visits_are_judged_and_signed_as_the_server_does() {
    check_vectors(
        include_str!("../../src/domain/inspections/vectors.json"),
        "const [{ listBroken, writeContent }, { sha256 }, { utf8 }] = [await module('rules'), await module('device'), await module('bytes')];
         const wrong = [];
         for (const { name, change, broken } of vectors.cases) {
           const found = listBroken({ ...vectors.good, ...change, least: vectors.least, day: vectors.day });
           if (JSON.stringify(found) !== JSON.stringify(broken)) wrong.push([name, broken, found]);
         }
         for (const one of vectors.contents) {
           const found = await sha256(utf8(writeContent(one.report)));
           if (found !== one.sha256) wrong.push([one.name, writeContent(one.report)]);
         }
         if (vectors.cases.length < 20) wrong.push('too few');
         return wrong;",
    );
}

#[test]
fn lists_are_read_as_the_server_reads_them() {
    check_vectors(
        include_str!("../../src/credential/vectors/lists.json"),
        "const statusList = await module('status-list');
         const keys = await keysOf(vectors.keys);
         const wrong = [];
         const refusal = async ({ list, least, now }) => {
           try {
             const found = await statusList.read(bytes(list), keys);
             if (found.address !== vectors.address) return 'list-address';
             if (found.sequence < least) return 'list-replayed';
             if (found.expiresAt <= now) return 'list-expired';
             for (const [index, status] of vectors.statuses) {
               if (found.get(index) !== (status === 'issued' ? 'valid' : status)) wrong.push([index, status, found.get(index)]);
             }
             if (found.get(vectors.places) !== undefined || found.get(vectors.places - 2) !== 'valid') wrong.push('places');
             return null;
           } catch (problem) { return problem.message; }
         };
         for (const one of vectors.cases) {
           const found = await refusal(one);
           if ((found === null) !== (one.fault === null)) wrong.push([one.name, one.fault, found]);
           if (/^list-(address|replayed|expired)$/.test(one.fault ?? '') && found !== one.fault) wrong.push([one.name, one.fault, found]);
         }
         return wrong;",
    );
}
