# The one entry point for every task. `make` alone says what there is. Each target sets up what it needs.

.DEFAULT_GOAL := help
.PHONY: help demo test check bench soak apk pictures guide notices sbom

# Fresh clones and CI build once: files for incremental builds would cost time and disk and be used by nobody.
ifeq ($(CI),true)
export CARGO_INCREMENTAL = 0
endif

help: ## what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## a month of six clubs without signal, then the network returns (ARGS="--once --json target/demo.json" ends by itself)
	@scripts/setup.sh build
	@echo "building; the first time takes minutes"
	@cargo build --quiet --workspace --bins
	@"$${CARGO_TARGET_DIR:-target}/debug/clubbook-demo" $(ARGS)

test: ## every test (ARGS="rust interop browser android ios" chooses)
	@scripts/test.sh $(ARGS)

check: ## formatting, lints, licences and bans, documentation
	@scripts/check.sh $(ARGS)

bench: ## figures against the gates of the design, and against PouchDB in the same run
	@scripts/bench.sh $(ARGS)

soak: ## many seeded schedules of faults (SEEDS=100000); prints the seed of the first that fails
	@scripts/setup.sh build
	@SEEDS=$(or $(SEEDS),100000) scripts/soak.sh

apk: ## the Android app, shrunk and signed, with its size by part
	@scripts/apk.sh

pictures: ## every screen of the Android app in every size, type, theme, language and state (the tests draw only every pair)
	@scripts/setup.sh test
	@PICTURES=all scripts/test-android.sh

guide: ## the club's guide on A4, in target/guide (PICTURES=new draws its screens anew, into docs/images/app)
	@scripts/setup.sh guide
	@scripts/guide.sh $(if $(filter new,$(PICTURES)),--pictures)

notices: ## rewrites THIRD-PARTY.md and collects the licences' texts
	@python3 scripts/inventory.py notices

sbom: ## a CycloneDX bill of materials in target/sbom.json
	@python3 scripts/inventory.py sbom
