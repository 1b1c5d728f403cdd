// The rules on a visit, as the register checks them (src/domain/inspections/start.rs and report.rs), tested with the same
// vectors (src/domain/inspections/vectors.json). What the phone lets through, the register takes.

/// Signatures of members that a record needs; all of them if fewer are present.
const SIGNERS = 3;

/// The codes of the rules that a visit breaks, in the register's order.
///
/// - `kind`, `ground` (`{ note }` or null), `members` (ids), `conclusion`, `demands` (`{ due_on }`)
/// - `planned`: whether a plan contains the venue; null if the phone does not know
/// - `visits`: visits of the venue in this year
/// - `asked`, `answers`: codes of the questions, and the answer to each by code
/// - `signed`: who has signed (`owner` or a member's id); `refused`: whether the owner does not sign
/// - `least`: fewest members; `day`: day of the visit (yyyy-mm-dd)
export function listBroken(visit) {
  const { kind, ground, members, planned, visits, asked, answers, conclusion, demands, signed, refused, least, day } = visit;
  const grounded = Boolean(ground?.note.trim());
  const negative = Object.values(answers).includes("no");
  const signers = members.filter((id) => signed.includes(id)).length;
  const rules = [
    ["few-members", members.length < least],
    ["not-planned", kind === "planned" && planned === false],
    ["ground-missing", kind === "surprise" && !grounded],
    ["visited-this-year", visits > 0 && !grounded],
    ["checklist-incomplete", asked.some((code) => !answers[code])],
    ["conclusion-unfit", conclusion !== "" && (conclusion === "pass") === negative],
    ["demand-over", demands.some(({ due_on: due }) => due && due <= day)],
    ["signature-missing", signers < Math.min(SIGNERS, members.length) || !(refused || signed.includes("owner"))],
  ];
  return rules.filter(([, broken]) => broken).map(([code]) => code);
}

/// The text that the people sign, of a report: everything but the signatures themselves, and what is only known afterwards
/// (the end) or is the phone's and not theirs (its position and clock). Keys in order, no spaces (RFC 8785).
export function writeContent(report) {
  const { signatures, ended_at: end, phone_clock: clock, position, changes, ...content } = report;
  return writeSorted(content);
}

function writeSorted(value) {
  if (Array.isArray(value)) return `[${value.map(writeSorted).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).filter((name) => value[name] !== undefined).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${writeSorted(value[name])}`).join(",")}}`;
}
