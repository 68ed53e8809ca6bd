type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

type ErrorDetail = {
  message: string
  type?: ErrorType
  code?: string
  param?: string
  /** Stripe had begun the work, so the answer is kept under the idempotency key. */
  executed?: boolean
}

/** An answer that Stripe gives as an error object. */
export class ApiError extends Error {
  readonly status: number
  readonly detail: ErrorDetail

  constructor(status: number, detail: ErrorDetail) {
    super(detail.message)
    this.status = status
    this.detail = detail
  }

  body(requestId: string) {
    const { message, type = 'invalid_request_error', code, param } = this.detail
    return {
      error: {
        ...(code
          ? { code, doc_url: `https://stripe.com/docs/error-codes/${code.replace(/_/g, '-')}` }
          : {}),
        message,
        ...(param ? { param } : {}),
        request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
        type,
      },
    }
  }
}

/** What Stripe says of an id it does not know. */
export function noSuch(what: string, id: string, param = 'id'): ApiError {
  return new ApiError(404, { message: `No such ${what}: '${id}'`, code: 'resource_missing', param })
}

/** A parameter that Stripe refuses. */
export function invalid(param: string, message: string, code?: string): ApiError {
  return new ApiError(400, { message, param, ...(code ? { code } : {}) })
}
