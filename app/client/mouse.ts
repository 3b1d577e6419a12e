/** Where things can be dragged: with a finger one scrolls. */
export const MOUSE = "(hover: hover) and (pointer: fine)";
