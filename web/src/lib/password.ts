const SHORTEST = 12;

/** Tell whether a password meets the pool's policy (UserPool in template.yaml): better said before than after. */
export function isStrong(password: string): boolean {
  return password.length >= SHORTEST && [/[a-z]/, /[A-Z]/, /\d/].every((part) => part.test(password));
}
