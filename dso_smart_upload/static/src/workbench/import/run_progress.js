import { Component, onWillUnmount, useEffect } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

const TOLD = "dso_smart_upload.progress";
const EVERY = 3000; // milliseconds; who is not told through the bus asks

/** How far a check, an import or an undo is; it can be cancelled, and the page be left. */
export class RunProgress extends Component {
    static template = "dso_smart_upload.RunProgress";
    static props = { bench: Object };

    setup() {
        const bus = useService("bus_service");
        const listen = (told) => told.run_id === this.props.bench.run.id && this.look();
        bus.subscribe(TOLD, listen);
        this.isAsking = false;
        let timer = null;
        useEffect(
            () => {
                timer = setInterval(() => this.look(), EVERY);
                return () => clearInterval(timer);
            },
            () => []
        );
        onWillUnmount(() => bus.unsubscribe(TOLD, listen));
    }

    async look() {
        const { bench } = this.props;
        if (this.isAsking || !bench.run.is_under_way) {
            return;
        }
        this.isAsking = true;
        try {
            await bench.look();
        } finally {
            this.isAsking = false;
        }
    }
}
