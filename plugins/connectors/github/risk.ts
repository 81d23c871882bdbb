import type { Severity } from '@casbah/sdk'

/** What takes code, members or settings over: scopes of tokens (`admin:org`) and permissions of apps (`contents:write`). */
const HIGH =
  /^(repo|workflow|delete_repo|(admin|write):.+|(administration|contents|workflows|secrets|members|organization_\w+):(write|admin))$/

/** How dangerous these rights are. */
export function riskOf(scopes: readonly string[]): Severity {
  if (scopes.some(scope => HIGH.test(scope))) return 'HIGH'
  return scopes.some(scope => scope.endsWith(':write')) ? 'MEDIUM' : 'LOW'
}
