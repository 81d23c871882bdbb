import type { HostStore, HostedApp, Session } from '../ports.ts'

/** Where the host finds and leaves what a vendor gave for a consent or a refresh token. */
export interface SessionKeeper {
  load(): Promise<Session | null>
  /**
   * Resolves once durable; `replaces` is the refresh token that was spent for it, null for that of the credentials. Null where whoever asks does not
   * run the app: he may use what is there, but not spend it.
   */
  save: ((session: Session, replaces: string | null) => Promise<void>) | null
}

/** Sessions of an app that is connected: in the store, changed under its lease alone. */
export function storedSession(store: HostStore, app: Pick<HostedApp, 'id' | 'tenant' | 'epoch'>): SessionKeeper {
  const { id, tenant, epoch } = app
  return {
    load: () => store.session({ app: id, tenant }),
    save: epoch > 0 ? (session, replaces) => store.saveSession({ app: id, tenant, epoch, session, replaces }) : null,
  }
}

/** Of credentials that are only being tried: whoever tries them keeps the session with them. */
export class TriedSession implements SessionKeeper {
  session: Session | null

  constructor(session: Session | null = null) {
    this.session = session
  }

  load(): Promise<Session | null> {
    return Promise.resolve(this.session)
  }

  save = (session: Session): Promise<void> => {
    this.session = session
    return Promise.resolve()
  }
}
