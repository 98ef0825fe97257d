// Contacts of hands with the face and the trunk, and of palms, against the truth of clips that state theirs.
import { keyOf, matchSpans } from './match-spans.mjs';

/** How kinds of a motion are called here. */
const BODY = { handFace: 'face', handTorso: 'torso' };

/**
 * A touch of the body is recalled when any part of the hand is found there, and right when the very part that is
 * found touches: a hand rests with several parts, and one is enough to hold it.
 *
 * @param truth { fps, contacts: [{ a, b, frames: [first, last] }] }
 * @returns of face, torso, palms and fingertips on palms: counts as of `scoreContacts`, with what was missed and invented; none where the
 *   truth states no contacts
 */
export function scoreTouch(truth, [header]) {
  if (truth.contacts === undefined) return { face: none(), torso: none(), palms: none(), fingerPalm: none() };
  const stated = truth.contacts.map(({ a, b, frames: [from, to] }) => ({
    parts: [a, b],
    from: from / truth.fps,
    to: to / truth.fps,
  }));
  const said = (header.settings.contacts ?? []).map(({ kind, a, b, from, to }) => ({
    kind,
    parts: [a, b],
    from: from / header.fps,
    to: to / header.fps,
  }));
  const onBody = ([kind, body]) => {
    const there = stated.filter(({ parts }) => parts[1] === body);
    const found = said.filter((contact) => contact.kind === kind);
    return judged(there, found, truth.fps);
  };
  const [face, torso] = Object.entries(BODY).map(onBody);
  const palms = matchSpans(
    stated.filter(({ parts }) => parts.every((part) => part.startsWith('palm'))).map(keyed),
    said.filter(({ kind }) => kind === 'palms').map(keyed),
    truth.fps,
  );
  const fingerPalm = matchSpans(
    stated.filter(({ parts }) => [parts, [...parts].reverse()].some(isTipOnPalm)).map(keyed),
    said.filter(({ kind }) => kind === 'fingerPalm').map(keyed),
    truth.fps,
  );
  return { face, torso, palms, fingerPalm };
}

const isTipOnPalm = ([a, b]) => a.includes('_tip_') && b.startsWith('palm');
const none = () => matchSpans([], [], 1);
const keyed = ({ parts, from, to }) => ({ key: keyOf(...parts), from, to });

/** Recall by hands, precision by their parts. */
function judged(there, found, fps) {
  const byHand = ({ parts: [part, body], from, to }) => ({ key: `${part.slice(-1)} ${body}`, from, to });
  const hands = matchSpans(joined(there.map(byHand)), found.map(byHand), fps);
  const parts = matchSpans(there.map(keyed), found.map(keyed), fps);
  const { expected, recalled } = hands.count;
  const { found: all, right } = parts.count;
  return {
    found: parts.found,
    count: { expected, recalled, found: all, right },
    missed: hands.missed,
    invented: parts.invented,
  };
}

/** Spans of one key that overlap, as one. */
function joined(spans) {
  const out = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const open = out.find(({ key, to }) => key === span.key && span.from <= to + 1e-6);
    if (open === undefined) out.push({ ...span });
    else open.to = Math.max(open.to, span.to);
  }
  return out;
}
