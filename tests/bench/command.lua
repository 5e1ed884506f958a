-- wrk: the same signed slash command again and again (a time stamp is good for five minutes).
wrk.method = "POST"
wrk.body = os.getenv("BODY")
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["X-Slack-Request-Timestamp"] = os.getenv("STAMP")
wrk.headers["X-Slack-Signature"] = os.getenv("SIGNATURE")
