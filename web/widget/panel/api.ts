export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter: number | null = null,
  ) {
    super(message)
  }

  /** No answer at all. */
  get isNetwork(): boolean {
    return this.status === 0
  }

  /** May pass without anybody changing anything. */
  get isTemporary(): boolean {
    return this.isNetwork || this.status === 429 || this.status === 408 || this.status >= 500
  }
}

export interface Asked {
  method?: 'GET' | 'POST'
  body?: unknown
  /** The same key, the same act: however often it is tried. */
  key?: string
}

/** One request, as whoever the token names. Cookies stay at home: this page may stand in another's. */
export async function ask<T>(path: string, asked: Asked = {}, token: string | null = null): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (token) headers.Authorization = `Bearer ${token}`
  if (asked.key) headers['Idempotency-Key'] = asked.key
  let body: BodyInit | undefined
  if (asked.body instanceof FormData) body = asked.body
  else if (asked.body !== undefined) {
    headers['Content-Type'] = 'application/json'
    body = JSON.stringify(asked.body)
  }
  let answer: Response
  try {
    answer = await fetch(path, { method: asked.method ?? 'GET', headers, body, credentials: 'omit' })
  } catch {
    throw new Refusal(0, 'NETWORK', 'No answer from the server')
  }
  if (!answer.ok) throw await refusalOf(answer)
  return (await answer.json()) as T
}

async function refusalOf(answer: Response): Promise<Refusal> {
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; message?: string }
  const after = Number(answer.headers.get('Retry-After'))
  return new Refusal(
    answer.status,
    problem.code ?? 'UNKNOWN',
    problem.message ?? answer.statusText,
    Number.isFinite(after) && after > 0 ? after : null,
  )
}
