import { COVERS, type Cover, UNCOVERED } from "../states";

type Stands = { cover: Cover };

/** How far help for a request is; 0: nobody has said yes. */
export const progressOf = ({ cover }: Stands): number =>
  UNCOVERED.includes(cover) ? 0 : COVERS.indexOf(cover);

/** Merged, a request sends home whoever is coming to it: never for one to which nobody is as near. */
export const mayMergeInto = (one: Stands, other: Stands): boolean =>
  progressOf(one) <= progressOf(other);
