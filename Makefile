.DEFAULT_GOAL := help
.PHONY: help run setup test check train talk encoder evaluate calibrate bench docs

help: ## Show this help
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: ## Set up what is due and run the assistant
	@python3 -m tools.run

setup: ## Only set up what is due
	@python3 -c "from tools.setup import set_up; set_up()"
