/** Every failed call is one of these; `status` 0 means that no answer came. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly details: Record<string, unknown>
  readonly requestId: string | null
  readonly retryAfter: number | null

  constructor(init: {
    status: number
    code: string
    message: string
    details?: Record<string, unknown>
    requestId?: string | null
    retryAfter?: number | null
  }) {
    super(init.message)
    this.name = 'ApiError'
    this.status = init.status
    this.code = init.code
    this.details = init.details ?? {}
    this.requestId = init.requestId ?? null
    this.retryAfter = init.retryAfter ?? null
  }

  /** No answer at all: worth queueing or trying again. */
  get isNetwork(): boolean {
    return this.status === 0
  }

  /** The same call may well succeed later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }

  /** Sentences for single fields of a refused request, from `details.errors`. */
  fieldErrors(): Record<string, string> {
    const errors = this.details.errors
    const found: Record<string, string> = {}
    if (Array.isArray(errors)) {
      for (const entry of errors as Record<string, unknown>[]) {
        const place = entry?.field ?? entry?.loc
        const field = Array.isArray(place) ? place.at(-1) : place
        const message = entry?.message ?? entry?.msg
        if (typeof field === 'string' && typeof message === 'string') found[field] ??= message
      }
    } else if (errors && typeof errors === 'object') {
      for (const [field, message] of Object.entries(errors)) found[field] = String(message)
    }
    return found
  }
}

export async function errorFromResponse(response: Response): Promise<ApiError> {
  let body: Record<string, unknown> = {}
  try {
    const parsed: unknown = await response.json()
    if (parsed && typeof parsed === 'object') body = parsed as Record<string, unknown>
  } catch {
    // A proxy's HTML page or an empty body: the status has to be enough.
  }
  const text = [body.message, body.detail, body.error].find((value) => typeof value === 'string')
  const wait = Number(response.headers.get('Retry-After'))
  return new ApiError({
    status: response.status,
    code: typeof body.code === 'string' ? body.code : `HTTP_${response.status}`,
    message: (text as string | undefined) ?? response.statusText,
    details: (body.details as Record<string, unknown> | undefined) ?? {},
    requestId: response.headers.get('X-Request-Id'),
    retryAfter: Number.isFinite(wait) && wait > 0 ? wait : null,
  })
}
