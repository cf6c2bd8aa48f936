import * as v from 'valibot'

/** Messages are locale keys; the forms translate them. */
const password = v.pipe(v.string(), v.minLength(8, 'validation.passwordShort'))
const email = v.pipe(v.string(), v.trim(), v.nonEmpty('validation.required'), v.email('validation.email'))
const required = v.pipe(v.string(), v.trim(), v.nonEmpty('validation.required'))

export const signInSchema = v.object({
  name: required,
  password: v.pipe(v.string(), v.nonEmpty('validation.required')),
})

export const accountSchema = v.object({
  full_name: v.pipe(required, v.maxLength(200, 'validation.tooLong')),
  username: v.pipe(
    required,
    v.minLength(2, 'validation.username'),
    v.maxLength(64, 'validation.username'),
    v.regex(/^[\p{L}\p{N}._-]+$/u, 'validation.username'),
  ),
  email,
  password,
  token: v.optional(v.pipe(v.string(), v.trim())),
})
export type AccountValues = v.InferOutput<typeof accountSchema>

export const emailSchema = v.object({ email })
export const newPasswordSchema = v.object({ password })
export const nameSchema = v.object({ full_name: v.pipe(required, v.maxLength(200, 'validation.tooLong')) })
export const changePasswordSchema = v.object({
  current: v.pipe(v.string(), v.nonEmpty('validation.required')),
  password,
})
