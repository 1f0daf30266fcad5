# The service as one static program in an otherwise empty image.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -tags nomsgpack -o /out/liaison ./cmd/liaison \
 && mkdir -m 700 /out/logins /out/checkpoints

FROM scratch
COPY --from=build /out/liaison /liaison
# A volume laid over this begins with its owner: nobody else reads it.
COPY --from=build --chown=65532:65532 /out/logins /logins
COPY --from=build --chown=65532:65532 /out/checkpoints /checkpoints
COPY LICENSE THIRD_PARTY_NOTICES /
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["/liaison", "healthcheck"]
ENTRYPOINT ["/liaison"]
CMD ["serve"]
