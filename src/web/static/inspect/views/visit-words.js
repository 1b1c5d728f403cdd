// The locale keys of the codes of a visit, written out so that a test finds those that nobody uses.

export const ANSWERS = { yes: "inspect-answer-yes", no: "inspect-answer-no", na: "inspect-answer-na" };

export const KINDS = { planned: "inspect-kind-planned", surprise: "inspect-kind-surprise" };

export const GROUNDS = {
  complaint: "inspect-ground-complaint",
  request: "inspect-ground-request",
  "clear-sign": "inspect-ground-clear-sign",
  "follow-up": "inspect-ground-follow-up",
};

export const RANKS = { head: "inspect-rank-head", deputy: "inspect-rank-deputy", member: "inspect-rank-member" };

export const CONCLUSIONS = {
  pass: "inspect-conclusion-pass",
  reminder: "inspect-conclusion-reminder",
  record: "inspect-conclusion-record",
  transfer: "inspect-conclusion-transfer",
};
