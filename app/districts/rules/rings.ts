import type { Ring } from "../types";
import { crossingsBetween, selfCrossing } from "./crossings";
import type { Draft } from "./feature";
import { type Finding, finding } from "./findings";
import { insideRings, onRing, signedArea } from "./geometry";
import { squareMetresPerDegree } from "./overlap";

/** A tenth of a metre, in degrees of latitude: a hole may touch its shell. */
const TOUCHING = 1e-6;
const SMALLEST_M2 = 1;

/**
 * Checks the rings of a district against RFC 7946, section 3.1.6, and winds them as it asks:
 * shells anticlockwise, holes clockwise. Rings are numbered from 1 through the whole district.
 */
export function checkRings(
  draft: Draft,
  polygons: Ring[][],
): { polygons: Ring[][]; findings: Finding[] } {
  const findings: Finding[] = [];
  let number = 0;
  const repaired = polygons.map((rings) => {
    const sound: boolean[] = [];
    return rings.map((ring, i) => {
      number++;
      const fault = faultOf(ring);
      sound.push(!fault);
      if (fault) findings.push(finding(fault.code, draft, { ring: number, ...fault.params }));
      if (fault) return ring;
      if (i > 0 && sound[0] && leaves(ring, rings[0]!))
        findings.push(finding("hole_outside", draft, { ring: number }));
      if (signedArea(ring) > 0 === (i === 0)) return ring;
      findings.push(finding("ring_wound_wrong", draft, { ring: number }));
      return ring.toReversed();
    });
  });
  return { polygons: repaired, findings };
}

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

const leaves = (hole: Ring, shell: Ring) =>
  hole.some((at) => !insideRings([shell], at) && !onRing(shell, at, TOUCHING)) ||
  crossingsBetween([hole], [shell], 1).length > 0;
