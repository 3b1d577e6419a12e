import type { Ring } from "../types";
import { selfCrossing } from "./crossings";
import type { Draft } from "./feature";
import { type Finding, type FindingCode, finding } from "./findings";
import { signedArea } from "./geometry";
import { squareMetresPerDegree } from "./overlap";
import { relationOf } from "./ring-relation";

const SMALLEST_M2 = 1;
/** Of one district; past it nothing new is learnt, and a hostile file would take minutes. */
const MOST_FINDINGS = 100;

type Numbered = { ring: Ring; number: number };

/**
 * Checks the rings of a district against RFC 7946, section 3.1.6, and winds them as it asks: shells anticlockwise, holes
 * clockwise. Rings are numbered from 1 through the whole district. Crumbs, which tools leave behind, are dropped.
 */
export function checkRings(
  draft: Draft,
  polygons: Ring[][],
): { polygons: Ring[][]; findings: Finding[] } {
  const findings: Finding[] = [];
  const say = (code: FindingCode, params: Finding["params"]) => {
    findings.push(finding(code, draft, params));
    return findings.length < MOST_FINDINGS;
  };
  let number = 0;
  const parts: { rings: Numbered[]; sound: boolean }[] = [];
  for (const rings of polygons) {
    const part = { rings: [] as Numbered[], sound: true };
    for (const [i, ring] of rings.entries()) {
      number++;
      const fault = faultOf(ring);
      const crumb = fault?.code === "ring_without_area" && (i > 0 || polygons.length > 1);
      if (crumb) say("crumb_dropped", { ring: number });
      else if (fault) say(fault.code, { ring: number, ...fault.params });
      // What lies in a crumb is less still.
      if (crumb && i === 0) {
        number += rings.length - 1;
        break;
      }
      if (fault && !crumb) part.sound = false;
      if (!crumb) part.rings.push({ ring, number });
    }
    if (part.rings.length > 0) parts.push(part);
  }
  if (parts.length === 0) say("ring_without_area", { ring: 1 });
  const sound = parts.filter((part) => part.sound).map(({ rings }) => rings);
  for (const rings of sound) checkHoles(rings, say);
  checkParts(sound, say);
  const wound = parts.map(({ rings, sound }) =>
    rings.map(({ ring, number }, i) => {
      if (!sound || signedArea(ring) > 0 === (i === 0)) return ring;
      say("ring_wound_wrong", { ring: number });
      return ring.toReversed();
    }),
  );
  return { polygons: wound, findings };
}

/** False where enough has been said. */
type Say = (code: FindingCode, params: Finding["params"]) => boolean;

/** Holes lie in their shell, leave something of it, and have nothing in common. */
function checkHoles([shell, ...holes]: Numbered[], say: Say) {
  for (const [i, { ring, number }] of holes.entries()) {
    const relation = relationOf(ring, shell!.ring);
    if (relation === "same") say("hole_fills", { ring: number });
    else if (relation !== "inside") say("hole_outside", { ring: number });
    for (const other of holes.slice(0, i))
      if (relationOf(ring, other.ring) !== "apart")
        if (!say("holes_overlap", { ring: number, other: other.number })) return;
  }
}

/** Parts have nothing in common; one within another may be a hole that was written as a part. */
function checkParts(parts: Numbered[][], say: Say) {
  for (const [i, [shell]] of parts.entries())
    for (const [other, ...holes] of parts.slice(0, i)) {
      const relation = relationOf(shell!.ring, other!.ring);
      if (relation === "apart") continue;
      const island =
        relation === "inside"
          ? holes.some(({ ring }) => isWithin(shell!.ring, ring))
          : parts[i]!.slice(1).some(({ ring }) => isWithin(other!.ring, ring));
      if (island) continue;
      const code = relation === "inside" || relation === "around" ? "part_inside" : "parts_overlap";
      const [inner, outer] = relation === "around" ? [other!, shell!] : [shell!, other!];
      if (!say(code, { ring: inner.number, other: outer.number })) return;
    }
}

/** An island may fill a lake to its shore. */
const isWithin = (ring: Ring, hole: Ring) => ["inside", "same"].includes(relationOf(ring, hole));

type Fault = { code: Finding["code"]; params?: Finding["params"] };

function faultOf(ring: Ring): Fault | null {
  if (ring.length < 4) return { code: "ring_too_short", params: { positions: ring.length } };
  const [first, last] = [ring[0]!, ring[ring.length - 1]!];
  if (first[0] !== last[0] || first[1] !== last[1]) return { code: "ring_not_closed" };
  const crossing = selfCrossing(ring);
  if (crossing) {
    const [lon, lat] = crossing.map((degrees) => Math.round(degrees * 1e6) / 1e6);
    return { code: "ring_crosses_itself", params: { lon: lon!, lat: lat! } };
  }
  const area = Math.abs(signedArea(ring)) * squareMetresPerDegree(first[1]);
  return area < SMALLEST_M2 ? { code: "ring_without_area" } : null;
}
