/** Who this visitor is to the server, and how they are let in. */
import type { Identity } from '../shared/protocol'
import { type Asked, ask, Refusal } from './api'
import type { Keeper, Kept } from './kept'
import type { Visited } from './types'

const NOT_PROVED = 'IDENTITY_NOT_PROVED'

export class Session {
  identity: Identity | null = null
  page = ''
  private entering: Promise<string> | null = null

  constructor(
    readonly workspace: string,
    private readonly keeper: Keeper,
    private readonly told: { entered: (visited: Visited) => void; notProved: () => void },
  ) {}

  get kept(): Kept | null {
    return this.keeper.get()
  }

  get hasConsented(): boolean {
    return this.kept !== null
  }

  /** Whether the server would know them: then it is worth asking what is new. */
  get isKnown(): boolean {
    const kept = this.kept
    return Boolean(kept && (kept.access_token || kept.visitor_token || this.identity?.external_id))
  }

  /** Tokens of somebody else are of no use to whoever is here now. True: they changed. */
  meet(identity: Identity | null): boolean {
    this.identity = identity
    const kept = this.kept
    const named = identity?.external_id ?? null
    if (!kept || kept.external_id === named) return false
    // A visitor who signs in on the site keeps what was said before; one who signs out leaves nothing.
    const visitor_token = kept.external_id === null ? kept.visitor_token : null
    this.keeper.set({ visitor_token, access_token: null, expires_at: 0, external_id: null })
    return true
  }

  /** Their yes, from which on something may be kept. */
  consent(): void {
    if (!this.kept)
      this.keeper.set({ visitor_token: null, access_token: null, expires_at: 0, external_id: null })
  }

  async ask<T>(path: string, asked: Asked = {}): Promise<T> {
    const token = this.kept?.access_token ?? (await this.enter())
    try {
      return await ask<T>(path, asked, token)
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) throw error
      return await ask<T>(path, asked, await this.enter())
    }
  }

  /** In, once for all who wait for it, across the tabs of a browser as well. */
  enter(): Promise<string> {
    const before = this.kept?.access_token ?? null
    this.entering ??= this.alone(() => this.enterNow(before)).finally(() => {
      this.entering = null
    })
    return this.entering
  }

  /** Two tabs that consent in one moment would otherwise be two visitors. */
  private async alone(act: () => Promise<string>): Promise<string> {
    if (!navigator.locks) return await act()
    let begun = false
    try {
      return await navigator.locks.request(`ringdesk.${this.workspace}`, () => {
        begun = true
        return act()
      })
    } catch (error) {
      // Where a browser keeps nothing for frames, it has no locks for them either.
      if (begun) throw error
      return await act()
    }
  }

  private async enterNow(before: string | null): Promise<string> {
    const kept = this.kept
    if (!kept) throw new Refusal(0, 'NO_CONSENT', 'Nobody consented')
    if (kept.access_token && kept.access_token !== before) return kept.access_token // another tab was quicker
    try {
      return this.entered(await this.visit(kept, this.identity), this.identity?.external_id ?? null)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== NOT_PROVED) throw error
      this.told.notProved()
      this.identity = null
      return this.entered(await this.visit(kept, null), null)
    }
  }

  private visit(kept: Kept, identity: Identity | null): Promise<Visited> {
    const body = {
      workspace: this.workspace,
      consent: true,
      visitor_token: kept.visitor_token,
      identity: identity ?? undefined,
      page: this.page || undefined,
    }
    return ask<Visited>('/api/widget/visit', { method: 'POST', body })
  }

  private entered(visited: Visited, external_id: string | null): string {
    this.keeper.set({
      visitor_token:
        external_id === null ? (visited.visitor_token ?? this.kept?.visitor_token ?? null) : null,
      access_token: visited.access_token,
      expires_at: Date.now() + visited.expires_in * 1000,
      external_id,
    })
    this.told.entered(visited)
    return visited.access_token
  }

  /** Signed out of the server, and gone from this device. */
  async leave(): Promise<void> {
    const token = this.kept?.access_token ?? null
    this.keeper.forget()
    if (token) await ask('/api/auth/logout', { method: 'POST' }, token).catch(() => undefined)
  }
}
