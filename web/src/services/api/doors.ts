import type { paths } from '../schema'
import type { Answer, Body } from '../types'
import type { QueryValue, Transport } from './transport'

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Paths = keyof paths
/** What a door answers, out of the server's document. */
export type Given<P extends string, V extends Verb> = P extends Paths ? Answer<P, V> : unknown
/** What a door takes. Fields that have a default need not be given. */
export type Taken<P extends string, V extends Verb> = P extends Paths
  ? Loosely<Body<P, V>>
  : Record<string, unknown>
/** openapi-typescript takes a field with a default for one that is always there: true of answers alone. */
type Loosely<T> = [T] extends [never] ? Record<string, unknown> : Partial<T>
/** What may be asked for in the query. */
export type Asked<P extends string> = P extends Paths
  ? paths[P]['get'] extends { parameters: { query?: infer Q } }
    ? NonNullable<Q>
    : Record<string, never>
  : Record<string, QueryValue>

type Query = Record<string, QueryValue>

/** The five verbs, typed by the server's document. `{names}` in a path are filled in by `at`. */
export class Doors {
  constructor(private readonly transport: Transport) {}

  async get<P extends string>(path: P, query?: Asked<P>, at?: Query): Promise<Given<P, 'get'>> {
    return (await this.transport<Given<P, 'get'>>(filled(path, at), { query: query as Query })).data
  }

  async post<P extends string>(path: P, body?: Taken<P, 'post'>, at?: Query): Promise<Given<P, 'post'>> {
    return (await this.transport<Given<P, 'post'>>(filled(path, at), { method: 'POST', body })).data
  }

  async put<P extends string>(path: P, body: Taken<P, 'put'>, query?: Query): Promise<Given<P, 'put'>> {
    return (await this.transport<Given<P, 'put'>>(path, { method: 'PUT', body, query })).data
  }

  async patch<P extends string>(path: P, body: Taken<P, 'patch'>): Promise<Given<P, 'patch'>> {
    return (await this.transport<Given<P, 'patch'>>(path, { method: 'PATCH', body })).data
  }

  async delete<P extends string>(path: P, query?: Query, at?: Query): Promise<Given<P, 'delete'>> {
    return (await this.transport<Given<P, 'delete'>>(filled(path, at), { method: 'DELETE', query })).data
  }
}

function filled(path: string, at: Query = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(at[name] ?? '')))
}
