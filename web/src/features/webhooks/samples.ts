/** How a receiver checks who speaks, with the libraries of the specification. Code, so in no catalogue. */
export const SAMPLES = {
  python: `# pip install standardwebhooks
from standardwebhooks import Webhook, WebhookVerificationError

def receive(body: bytes, headers: dict[str, str]) -> int:
    try:
        event = Webhook("whsec_…").verify(body, headers)
    except WebhookVerificationError:
        return 400
    if seen_before(headers["webhook-id"]):  # it may come twice
        return 200
    handle(event["type"], event["timestamp"], event["data"])
    return 200`,
  javascript: `// npm install standardwebhooks
import express from 'express'
import { Webhook } from 'standardwebhooks'

const webhook = new Webhook('whsec_…')
express()
  .post('/ringdesk', express.raw({ type: 'application/json' }), (request, response) => {
    let event
    try {
      event = webhook.verify(request.body.toString(), request.headers)
    } catch {
      return response.status(400).end()
    }
    if (!seenBefore(request.headers['webhook-id'])) handle(event) // it may come twice
    response.status(200).end()
  })
  .listen(8080)`,
} as const

export const LANGUAGES = ['python', 'javascript'] as const
