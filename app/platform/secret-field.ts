/**
 * Whether a form's field holds what no page ever gives back: what lets somebody in. It says so by its name, which has
 * `password` or `secret` in it, so that also those know it who see nothing but what was sent.
 */
export const isSecret = (name: string): boolean => /(^|_)(password|secret)(_|$)/.test(name);
