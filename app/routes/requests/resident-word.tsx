import { RefusedStep } from "../refused-step";

/** What the children of `/track/:token` share: asked for, they show their parent; refused, they say why above it. */
export const ResidentRefusal = RefusedStep;
