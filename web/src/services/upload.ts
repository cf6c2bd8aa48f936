import { ApiError } from './errors'
import { apiUrl, http } from './http'

export interface UploadOptions {
  /** 0 to 1; called as the bytes go out. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

function failure(request: XMLHttpRequest): ApiError {
  let body: { code?: string; message?: string; details?: Record<string, unknown> } = {}
  try {
    body = JSON.parse(request.responseText) as typeof body
  } catch {
    // A proxy's page: the status has to be enough.
  }
  return new ApiError({
    status: request.status,
    code: body.code ?? `HTTP_${request.status}`,
    message: body.message ?? request.statusText,
    details: body.details,
    requestId: request.getResponseHeader('X-Request-Id'),
  })
}

/** `fetch` tells nothing of what has gone out so far; XMLHttpRequest does. */
function sendOnce<T>(path: string, form: FormData, options: UploadOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', apiUrl(path))
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('X-Ringdesk-Web', '1')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T)
      else reject(failure(request))
    }
    request.onerror = () =>
      reject(new ApiError({ status: 0, code: 'NETWORK', message: 'No answer from the server' }))
    request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'))
    options.signal?.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

/** Sends a form with files. It carries no Idempotency-Key: a file sent twice is only kept twice. */
export async function upload<T>(path: string, form: FormData, options: UploadOptions = {}): Promise<T> {
  try {
    return await sendOnce<T>(path, form, options)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    // Asking for the session renews it, or finds that it has ended.
    await http.get('/api/app/session')
    return await sendOnce<T>(path, form, options)
  }
}
